import { quotedText } from "./quoted";

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
  return [
    `DO $close_login$
DECLARE
  leased CONSTANT name := ${LEASED_NAME};
BEGIN
${CLOSE_LOGIN}
END $close_login$`,
    COMMIT_CLOSING,
    `DO $end_leased_role$
DECLARE
  leased CONSTANT name := ${LEASED_NAME};
  ${STARTING}
BEGIN
${endRole(quotedText(owner))}
END $end_leased_role$`,
  ];
}

// A name can contain the display name of whoever asked for it, such as o'brien: it is quoted where it is used, and the quotes
// around it are longer than the part of a login's name that Vault keeps. The space keeps out ${, which is Terraform's.
/** SQL for the name of a leased role, in a statement of Vault's. */
export const LEASED_NAME = "pg_catalog.substr($leased_role$ {{name}}$leased_role$, 2)";

// Nobody else sees NOLOGIN before its transaction ends: without this, a pool that reconnects gets back in.
export const COMMIT_CLOSING = "COMMIT AND CHAIN";

const exists = "EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = leased)";
const run = (statement: string) => `EXECUTE pg_catalog.format('${statement}', leased);`;

/** What refuses new sessions of the role `leased`. */
export const CLOSE_LOGIN = `  IF ${exists} THEN
    ${run("ALTER ROLE %I NOLOGIN")}
  END IF;`;

const endSessions = `PERFORM pg_catalog.pg_stat_clear_snapshot();
  PERFORM pg_catalog.pg_terminate_backend(pid)
    FROM pg_catalog.pg_stat_activity
    WHERE usename = leased AND pid <> pg_catalog.pg_backend_pid();`;

// A session that is starting has a transaction, and is not in pg_stat_activity with its database yet.
const isStarting = `locktype = 'virtualxid' AND NOT EXISTS (
      SELECT FROM pg_catalog.pg_stat_activity a WHERE a.pid = l.pid AND a.datid IS NOT NULL)`;

/** A variable that `endRole` needs. */
export const STARTING = `starting integer[] := ARRAY(SELECT pid FROM pg_catalog.pg_locks l WHERE ${isStarting});`;

const ownsSomething = `EXISTS (SELECT FROM pg_catalog.pg_shdepend
    WHERE refclassid = 'pg_catalog.pg_authid'::pg_catalog.regclass AND deptype = 'o'
      AND refobjid = (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = leased))`;

/**
 * What ends the sessions of the role `leased`, and the role.
 *
 * @param heir SQL for the name of whom its objects go to
 */
export function endRole(heir: string): string {
  return `  IF NOT ${exists} THEN
    RETURN;
  END IF;
  PERFORM pg_catalog.set_config('lock_timeout', '5s', true);
  -- As a member, who runs this may end the role's sessions and give its objects away.
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
    EXECUTE pg_catalog.format('REASSIGN OWNED BY %I TO %I', leased, ${heir});
  END IF;
  ${run("DROP OWNED BY %I")}
  ${endSessions}
  ${run("DROP ROLE %I")}`;
}
