/**
 * Gives Vault's account another password. The account acts as its issuer, which may not change it; as itself it may.
 *
 * @see Vault documentation, "Database secrets engine (API)", `root_rotation_statements`,
 * https://developer.hashicorp.com/vault/api-docs/secret/databases
 */
export function rotationStatements(): string[] {
  return ["SET LOCAL ROLE NONE", `ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`];
}

/**
 * Gives the login of a static role another password. The plugin's own default, written down so that it can be read.
 *
 * @see Vault documentation, "Database secrets engine (API)", `rotation_statements`,
 * https://developer.hashicorp.com/vault/api-docs/secret/databases
 */
export function passwordStatements(): string[] {
  return [`ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`];
}
