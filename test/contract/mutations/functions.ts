import { installationDigest } from "../../../constructs/postgres/statements/issuing-installation";
import { edit, type Mutation } from "./mutation";

/** Edits the text of the functions that make leased roles, in which quotes are doubled, and has Vault make them. */
const inFunctions =
  (from: RegExp | string, to: string): Mutation[1] =>
  (stack) => {
    let body = "";
    const edited = edit("postgresql_function", (attributes) => {
      body = String(attributes.body).replaceAll(from, to);
      if (body === attributes.body) throw new Error(`no ${String(from)} in the functions`);
      return { ...attributes, body };
    })(stack);
    return edit("vault_generic_endpoint", (attributes) => {
      const data = JSON.parse(String(attributes.data_json)) as object;
      return { ...attributes, data_json: JSON.stringify({ ...data, functions: installationDigest(body) }) };
    })(edited);
  };

/** Wrong edits of what functions make, and of how they end it. Each check of theirs is left out by `issuing-functions.ts`. */
export const FUNCTION_MUTATIONS: readonly Mutation[] = [
  [
    "whatever name is issued",
    inFunctions(" OR leased !~ described.pattern", ""),
    /^appdb: functions-do-nothing-else: /,
  ],
  [
    "VALID UNTIL is dropped",
    inFunctions("PASSWORD %L VALID UNTIL %L", "PASSWORD %L"),
    "app-readonly: expires-without-vault: VALID UNTIL is never; the lease ends in 3600 s",
  ],
  [
    "a leased role makes roles",
    inFunctions("LOGIN INHERIT", "LOGIN CREATEROLE INHERIT"),
    /app-readonly: steps-change-nothing-else: issuing: unexpected: role (v-app-readonly-\S+) LOGIN CREATEROLE PASSWORD; missing: role \1 LOGIN PASSWORD/,
  ],
  [
    "the reader joins the writers",
    inFunctions("described.group_role, leased", "''appdb_read_write'', leased"),
    'app-readonly: may-not-insert: allowed, but not described: INSERT INTO "public".contract_before DEFAULT VALUES',
  ],
  [
    "the migrator acts as itself",
    inFunctions(/EXECUTE format\([^;]*SET role[^;]*;/g, ""),
    /app-migrator: login: acts as v-\S+ instead of app_owner/,
  ],
  [
    "Vault's account stays a member",
    inFunctions(/EXECUTE format\([^;]*\.leave_%s[^;]*;/g, ""),
    /app-migrator: steps-change-nothing-else: issuing: unexpected: member vault_appdb of v-app-migrator-\S+/,
  ],
  [
    "renewing leaves VALID UNTIL",
    inFunctions(/EXECUTE format\(''ALTER ROLE %I VALID UNTIL[^;]*;/g, ""),
    /app-readonly: renew-moves-expiry: renewed for 8\d{4} s, but VALID UNTIL is in 3\d\d\d s/,
  ],
  [
    "renewing sets a password that somebody knows",
    inFunctions("ALTER ROLE %I VALID UNTIL", "ALTER ROLE %I PASSWORD ''''known'''' VALID UNTIL"),
    "app-readonly: steps-change-nothing-else: renewing: its password is another one",
  ],
  [
    "revoking closes nothing first",
    inFunctions(/EXECUTE [^;]*NOLOGIN[^;]*;/g, "NULL;"),
    "app-readonly: revocation-closes-first: the role can't be dropped, and goes on logging in: the login is not closed first, in a transaction of its own",
  ],
  [
    "revoking ends no session",
    inFunctions(/PERFORM pg_catalog\.pg_terminate_backend[^;]*;/g, ""),
    "app-readonly: revocation-ends-it: an open session goes on after the revocation",
  ],
  [
    "revoking forgets what the role was granted",
    inFunctions(/EXECUTE [^;]*DROP OWNED[^;]*;/g, ""),
    /app-readonly: revocation-keeps-objects: .*cannot be dropped because some objects depend on it/,
  ],
  [
    "revoking drops what the role owns",
    inFunctions(/EXECUTE [^;]*REASSIGN OWNED[^;]*;/g, "NULL;"),
    "app-readonly: revocation-keeps-objects: a table that the role owned is gone with it",
  ],
  [
    "revoking gives objects to an issuer",
    inFunctions("leased, ''app_owner'')", "leased, CURRENT_USER)"),
    /app-readonly: revocation-keeps-objects: a table that the role owned belongs to vault_appdb_issuer_\d+ now/,
  ],
  [
    "revoking keeps the role",
    inFunctions(/EXECUTE [^;]*DROP ROLE[^;]*;/g, ""),
    "app-readonly: revocation-ends-it: the role is in pg_roles after the revocation",
  ],
  [
    "revoking fails for a role that is gone",
    inFunctions("RETURN;", "RAISE EXCEPTION ''gone'';"),
    /app-readonly: revocation-of-a-role-that-is-gone: /,
  ],
  [
    "revoking waits for locks without end",
    inFunctions(/PERFORM pg_catalog\.set_config\(''lock_timeout''[^;]*;/g, ""),
    "app-readonly: revocation-waits-for-no-lock: it would wait for somebody's lock without end: neither lock_timeout nor statement_timeout is set",
  ],
  [
    "revoking ends sessions only after it gave objects away",
    inFunctions(
      /(PERFORM pg_catalog\.pg_terminate_backend[^;]*;)([^;]*IF EXISTS[^;]*EXECUTE [^;]*REASSIGN)/g,
      "$2",
    ),
    /app-readonly: revocation-keeps-objects: .*canceling statement due to lock timeout/,
  ],
  [
    "revoking ends sessions of the break-glass account, too",
    inFunctions("usename = leased AND", "(usename = leased OR usename LIKE ''%break_glass'') AND"),
    /app-migrator: steps-change-nothing-else: .*permission denied to terminate process/,
  ],
];
