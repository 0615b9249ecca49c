import type { PrivilegesDescription } from "../../access/postgres-description";

/**
 * Makes a leased role: a member of one group role, granted nothing itself, useless after its expiry
 * even when Vault can't reach the database.
 *
 * @see Vault documentation, "PostgreSQL database plugin HTTP API", `creation_statements`
 */
export function creationStatements(group: string, privileges: PrivilegesDescription): string[] {
  const create =
    `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' ` +
    `INHERIT IN ROLE "${group}"`;
  // What a migration makes then belongs to the owner, so default privileges apply and nothing is orphaned.
  return privileges.owner ? [create, `ALTER ROLE "{{name}}" SET role = '${group}'`] : [create];
}

/** Moves the expiry along with the lease. The plugin's own default, written down so that it can be read. */
export function renewalStatements(): string[] {
  return [`ALTER ROLE "{{name}}" VALID UNTIL '{{expiration}}'`];
}
