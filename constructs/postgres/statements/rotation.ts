import { installationCall, passwordCalls } from "./issuing-calls";

/** In what database Vault changes passwords. */
interface RotationSql {
  /** Whether a DBA makes what is in it. */
  readonly imported: boolean;
  /** The schema with functions that make leased roles. @default - none: statements do */
  readonly issuingSchema?: string;
}

/**
 * Gives Vault's account another password. An account that acts as its issuer may not change it; as itself it may. One that
 * calls functions has them made before, unless a DBA does that.
 *
 * @see Vault documentation, "Database secrets engine (API)", `root_rotation_statements`,
 * https://developer.hashicorp.com/vault/api-docs/secret/databases
 */
export function rotationStatements({ imported, issuingSchema: schema }: RotationSql): string[] {
  const password = `ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`;
  if (schema === undefined) return ["SET LOCAL ROLE NONE", password];
  return imported ? [password] : [installationCall(schema), password];
}

/**
 * Gives the login of a static role another password. The plugin's own default, written down so that it can be read.
 *
 * @see Vault documentation, "Database secrets engine (API)", `rotation_statements`,
 * https://developer.hashicorp.com/vault/api-docs/secret/databases
 */
export function passwordStatements(issuingSchema?: string): string[] {
  if (issuingSchema !== undefined) return passwordCalls(issuingSchema);
  return [`ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`];
}
