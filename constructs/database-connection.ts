import type { IConstruct } from "constructs";
import type { DatabaseHost, TargetSessionAttrs } from "./database-endpoint";
import type { IDatabaseSecretsEngine } from "./database-secrets-engine";

/** A connection of Vault to a database, of whatever kind. */
export interface IDatabaseConnection extends IConstruct {
  /** Its name in Vault. */
  readonly connectionName: string;
  readonly engine: IDatabaseSecretsEngine;
  /** Where it leads. What isn't known of a connection that was configured elsewhere is missing. */
  readonly address: DatabaseAddress;
}

/** Where a database is. */
export interface DatabaseAddress {
  readonly database: string;
  /** Its server, as Vault sees it. */
  readonly host?: string;
  readonly port?: number;
  /** The same of several. */
  readonly hosts?: readonly DatabaseHost[];
  readonly targetSessionAttrs?: TargetSessionAttrs;
  /** libpq's `sslmode`. */
  readonly sslMode?: string;
}
