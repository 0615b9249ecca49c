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
  /**
   * By what Vault's account shows that it is Vault, besides its password: for a `pg_hba.conf` with `clientcert=verify-full`,
   * which asks for the account's name in it. Its key is on Vault's host alone: Terraform's provider would keep one that it is
   * given in its state.
   * @default - by the password alone
   */
  readonly clientCertificate?: ClientCertificate;
}

/** A client certificate and its key: files on every Vault server. */
export interface ClientCertificate {
  /** The absolute path of the certificate, in PEM format. libpq's `sslcert`. */
  readonly certFile: string;
  /** The absolute path of its key, in PEM format. libpq's `sslkey`. */
  readonly keyFile: string;
}

/**
 * How Vault makes sure that it talks to the right PostgreSQL.
 *
 * @see PostgreSQL documentation, "SSL Support", `sslmode`,
 * https://www.postgresql.org/docs/current/libpq-ssl.html
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
    const { caFile, clientCertificate: client } = this.props;
    const files = { sslrootcert: caFile, sslcert: client?.certFile, sslkey: client?.keyFile };
    const given = Object.entries(files).filter(([, file]) => file);
    return [`sslmode=${this.sslMode}`, ...given.map(([name, file]) => `${name}=${file}`)].join("&");
  }

  /** Where certificates come from, as `access.json` says it. */
  describe(scope: IConstruct): Pick<PostgresConnectionDescription, "ca" | "caFile" | "clientCertificate"> {
    const { ca, caFile, clientCertificate } = this.props;
    return {
      ...(ca && { ca: ca.describe(scope) }),
      ...(caFile && { caFile }),
      ...(clientCertificate && { clientCertificate: { ...clientCertificate } }),
    };
  }

  /** What is wrong with its props. */
  problems(): Problem[] {
    const { ca, caFile, clientCertificate } = this.props;
    return [
      ...(ca?.problems() ?? []),
      ...(caFile === undefined ? [] : fileProblems("ca-file", caFile, "/etc/vault/postgres-ca.pem")),
      ...(clientCertificate ? this.clientCertificateProblems(clientCertificate) : []),
    ];
  }

  private clientCertificateProblems({ certFile, keyFile }: ClientCertificate): Problem[] {
    const rule = "client-certificate";
    const message = "HashiCorp Vault, with a ca, leaves out the client certificate that a URL names";
    const fix = "give the CA as caFile, which holds for both products";
    return [
      ...fileProblems(rule, certFile, "/etc/vault/postgres-client.pem"),
      ...fileProblems(rule, keyFile, "/etc/vault/postgres-client.key"),
      ...(this.ca ? [{ rule, message, fix }] : []),
    ];
  }
}

function fileProblems(rule: string, path: string, example: string): Problem[] {
  if (/^(\/[\w.-]+)+$/.test(path)) return [];
  const fix = `write the absolute path of a PEM file on every Vault server: ${example}`;
  return [{ rule, message: `"${path}" is not the absolute path of a file`, fix }];
}
