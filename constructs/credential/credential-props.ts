import type { DatabaseEndpoint } from "../database-endpoint";
import type { IDatabaseRole } from "../database-role";

/** What `sslMode` can be. */
export const SSL_MODES = ["disable", "require", "verify-ca", "verify-full"] as const;

/** libpq's `sslmode`, of those that are no accident. */
export type SslMode = (typeof SSL_MODES)[number];

/** A credential that a workload is given, and the server that it is for, as the workload sees it. */
export interface CredentialProps {
  /** The role whose credential it is. The workload has to be granted it. */
  readonly role: IDatabaseRole;
  /** Where the database's server listens. @default - where Vault reaches it: the endpoint of the role's connection */
  readonly endpoint?: DatabaseEndpoint;
  /** libpq's `sslmode`. @default - that of the role's connection */
  readonly sslMode?: SslMode;
  /**
   * The CA of the server's certificate: an absolute path where the workload runs. libpq's `sslrootcert`.
   * @default - libpq's own: ~/.postgresql/root.crt
   */
  readonly caFile?: string;
}
