import { quotedName } from "./quoted";

/**
 * Ends a leased role: closes its login, then its sessions, gives what it made to the owner, and drops it.
 * Does nothing for a role that is gone, so it can run twice.
 *
 * Each element is one statement; the plugin runs all of them in one transaction but for `COMMIT AND CHAIN`.
 *
 * @see Vault documentation, "PostgreSQL database plugin HTTP API", `revocation_statements`,
 * https://developer.hashicorp.com/vault/api-docs/secret/databases/postgresql
 */
export function revocationStatements(owner: string): string[] {
  return [closeLogin, commitClosing, endRole(owner)];
}

// A name can contain the display name of whoever asked for it, such as o'brien: it is quoted where it is used, and the quotes
// around it are longer than the part of a login's name that Vault keeps. The space keeps out ${, which is Terraform's.
const leased = "leased CONSTANT name := pg_catalog.substr($leased_role$ {{name}}$leased_role$, 2);";
const exists = "EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = leased)";
const run = (statement: string) => `EXECUTE pg_catalog.format('${statement}', leased);`;

const closeLogin = `DO $close_login$
DECLARE
  ${leased}
BEGIN
  IF ${exists} THEN
    ${run("ALTER ROLE %I NOLOGIN")}
  END IF;
END $close_login$`;

// Nobody else sees NOLOGIN before its transaction ends: without this, a pool that reconnects gets back in.
const commitClosing = "COMMIT AND CHAIN";

const endSessions = `PERFORM pg_catalog.pg_stat_clear_snapshot();
  PERFORM pg_catalog.pg_terminate_backend(pid)
    FROM pg_catalog.pg_stat_activity
    WHERE usename = leased AND pid <> pg_catalog.pg_backend_pid();`;

// A session that is starting has a transaction, and is not in pg_stat_activity with its database yet.
const isStarting = `locktype = 'virtualxid' AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_stat_activity a WHERE a.pid = l.pid AND a.datid IS NOT NULL)`;

const ownsSomething = `EXISTS (SELECT FROM pg_catalog.pg_shdepend
    WHERE refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND deptype = 'o'
      AND refobjid = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = leased))`;

/** A name as it stands in what `format` takes, between quotes. */
const inFormat = (name: string) => name.replaceAll("%", "%%").replaceAll("'", "''");

function endRole(owner: string): string {
  return `DO $end_leased_role$
DECLARE
  ${leased}
  starting integer[] := ARRAY(SELECT pid FROM pg_catalog.pg_locks l WHERE ${isStarting});
BEGIN
  IF NOT ${exists} THEN
    RETURN;
  END IF;
  PERFORM pg_catalog.set_config('lock_timeout', '5s', true);
  -- As a member, Vault's account may end the role's sessions and give its objects away.
  ${run("GRANT %I TO CURRENT_USER")}
  -- Who got past the login check just before it was closed shows up in a moment.
  FOR attempt IN 1..100 LOOP
    EXIT WHEN starting = '{}';
    PERFORM pg_catalog.pg_stat_clear_snapshot();
    EXIT WHEN NOT EXISTS (SELECT FROM pg_catalog.pg_locks l WHERE pid = ANY (starting) AND ${isStarting});
    PERFORM pg_catalog.pg_sleep(0.005);
  END LOOP;
  ${endSessions}
  -- The owner may have another name by now, which a lease of a role that is gone doesn't know.
  IF ${ownsSomething} THEN
    ${run(`REASSIGN OWNED BY %I TO ${inFormat(quotedName(owner))}`)}
  END IF;
  ${run("DROP OWNED BY %I")}
  ${endSessions}
  ${run("DROP ROLE %I")}
END $end_leased_role$`;
}
