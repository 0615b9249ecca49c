import type { IConstruct } from "constructs";
import type { IDatabaseSecretsEngine } from "./database-secrets-engine";

/** A connection of Vault to a database, of whatever kind. */
export interface IDatabaseConnection extends IConstruct {
  /** Its name in Vault. */
  readonly connectionName: string;
  readonly engine: IDatabaseSecretsEngine;
}
