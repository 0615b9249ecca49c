import type { SessionDescription } from "../../access/session-description";
import { dollarQuote, quotedName, quotedText } from "./quoted";
import { settingsSql } from "./session-settings";

/** Of whom a leased role is a member, and how its sessions begin. */
interface LeasedLogin extends SessionDescription {
  readonly group: string;
}

/**
 * Makes a leased role: a member of one group role, granted nothing itself, useless after its expiry
 * even when Vault can't reach the database.
 *
 * @see Vault documentation, "PostgreSQL database plugin HTTP API", `creation_statements`,
 * https://developer.hashicorp.com/vault/api-docs/secret/databases/postgresql
 */
export function creationStatements({ group, actsAsGroup, settings }: LeasedLogin): string[] {
  const limit = settings?.connectionLimit;
  const create =
    `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' ` +
    `${limit === undefined ? "" : `CONNECTION LIMIT ${limit} `}INHERIT IN ROLE ${quotedName(group)}`;
  return [
    create,
    // What its sessions make then belongs to the group, and the next lease finds it.
    actsAsGroup ? actAsGroup(group) : withoutSetRole(group),
    ...settingsSql(settings).map(([name, value]) => `ALTER ROLE "{{name}}" SET ${name} = ${value}`),
  ];
}

/** What sessions of a leased role begin with. */
function actAsGroup(group: string): string {
  return `ALTER ROLE "{{name}}" SET role = ${quotedText(group)}`;
}

/** A session that has done SET ROLE has its group's rights also when its own role is gone. PostgreSQL 15 has no such option. */
function withoutSetRole(group: string): string {
  // The name of whoever asks may be in that of the lease, with a quote of its own.
  const quote = dollarQuote("grant", group);
  const end = dollarQuote("without_set_role", group);
  return `DO ${end}
BEGIN
  IF pg_catalog.current_setting('server_version_num')::pg_catalog.int4 OPERATOR(pg_catalog.>=) 160000 THEN
    EXECUTE ${quote}GRANT ${quotedName(group)} TO "{{name}}" WITH SET FALSE${quote};
  END IF;
END ${end}`;
}

/** Moves the expiry along with the lease. The plugin's own default, written down so that it can be read. */
export function renewalStatements(): string[] {
  return [`ALTER ROLE "{{name}}" VALID UNTIL '{{expiration}}'`];
}
