import type { ConnectionDescription } from "./access-manifest";
import type { TlsCertificate } from "./tls-certificate";

export interface PostgresTlsProps {
  /** The CA that signed the server's certificate. @default - the CAs that Vault's host trusts */
  readonly ca?: TlsCertificate;
}

/**
 * How Vault makes sure that it talks to the right PostgreSQL.
 *
 * @see PostgreSQL documentation, "SSL Support", `sslmode`
 */
export class PostgresTls {
  /** Encrypted; the certificate is by the CA and names the host. */
  static verifyFull(props: PostgresTlsProps = {}): PostgresTls {
    return new PostgresTls("verify-full", props.ca);
  }

  /** Encrypted; the certificate is by the CA. For servers whose certificate names another host. */
  static verifyCa(props: PostgresTlsProps = {}): PostgresTls {
    return new PostgresTls("verify-ca", props.ca);
  }

  /** In the clear: for a database on one's own machine. Guardrails refuse it outside development. */
  static disabled(): PostgresTls {
    return new PostgresTls("disable");
  }

  private constructor(
    /** PostgreSQL's `sslmode`. */
    readonly sslMode: Exclude<ConnectionDescription["tls"], "unknown">,
    readonly ca?: TlsCertificate,
  ) {}
}
