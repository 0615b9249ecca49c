import type { IConstruct } from "constructs";
import type { PostgresConnectionDescription } from "../access/postgres-description";
import type { Problem } from "../private/validation";
import type { TlsCertificate } from "../tls-certificate";

export interface PostgresTlsProps {
  /** The CA that signed the server's certificate. @default - the CAs that Vault's host trusts */
  readonly ca?: TlsCertificate;
  /**
   * The same as a file: an absolute path on every Vault server, in the URL's `sslrootcert`. OpenBao needs it for a CA
   * that its host doesn't trust, because it ignores `tls_ca`.
   * @default - none
   */
  readonly caFile?: string;
}

/**
 * How Vault makes sure that it talks to the right PostgreSQL.
 *
 * @see PostgreSQL documentation, "SSL Support", `sslmode`
 */
export class PostgresTls {
  /** Encrypted; the certificate is signed by the CA and names the host. */
  static verifyFull(props: PostgresTlsProps = {}): PostgresTls {
    return new PostgresTls("verify-full", props);
  }

  /** Encrypted; the certificate is signed by the CA. For servers whose certificate names another host. */
  static verifyCa(props: PostgresTlsProps = {}): PostgresTls {
    return new PostgresTls("verify-ca", props);
  }

  /** Not encrypted: for a database on one's own machine. Guardrails refuse it outside development. */
  static disabled(): PostgresTls {
    return new PostgresTls("disable");
  }

  private constructor(
    /** PostgreSQL's `sslmode`. */
    readonly sslMode: Exclude<PostgresConnectionDescription["tls"], "unknown">,
    private readonly props: PostgresTlsProps = {},
  ) {}

  /** The CA's certificate, for Vault's `tls_ca`. */
  get ca(): TlsCertificate | undefined {
    return this.props.ca;
  }

  /** What the connection URL says about it. */
  get query(): string {
    const { caFile } = this.props;
    return `sslmode=${this.sslMode}${caFile ? `&sslrootcert=${caFile}` : ""}`;
  }

  /** Where the CA comes from, as `access.json` says it. */
  describe(scope: IConstruct): Pick<PostgresConnectionDescription, "ca" | "caFile"> {
    const { ca, caFile } = this.props;
    return { ...(ca && { ca: ca.describe(scope) }), ...(caFile && { caFile }) };
  }

  /** What is wrong with its props. */
  problems(): Problem[] {
    const { ca, caFile } = this.props;
    const problems = ca?.problems() ?? [];
    if (caFile === undefined || /^(\/[\w.-]+)+$/.test(caFile)) return problems;
    const fix = "write the absolute path of a PEM file on every Vault server: /etc/vault/postgres-ca.pem";
    return [...problems, { rule: "ca-file", message: `"${caFile}" is not the absolute path of a file`, fix }];
  }
}
