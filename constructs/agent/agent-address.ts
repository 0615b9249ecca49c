import type { IDatabaseRole } from "../database-role";

/** libpq's `sslmode`, of those that are no accident. */
export type SslMode = "disable" | "require" | "verify-ca" | "verify-full";

/** A credential that an agent reads, and the server that it is for, as the workload sees it. */
export interface AgentCredentialProps {
  /** The role whose credential it is. The workload has to be granted it. */
  readonly role: IDatabaseRole;
  /** Where the database's server listens. @default - where Vault reaches it: the endpoint of the role's connection */
  readonly endpoint?: { readonly host: string; readonly port?: number };
  /** libpq's `sslmode`. @default - that of the role's connection */
  readonly sslMode?: SslMode;
  /**
   * The CA of the server's certificate: an absolute path where the workload runs. libpq's `sslrootcert`.
   * @default - libpq's own: ~/.postgresql/root.crt
   */
  readonly caFile?: string;
}
