import {
  type Attributes,
  CONNECTION,
  edit,
  type Mutation,
  replaceIn,
  ROLE,
  set,
  statements,
} from "./mutation";

/** Readers whose `VALID UNTIL` is so much later than Vault wants it. */
const movedBy = (interval: string) =>
  statements("readonly", "creation_statements", (all) => [
    ...all,
    `DO $x$ BEGIN EXECUTE format('ALTER ROLE %I VALID UNTIL %L', '{{name}}', '{{expiration}}'::timestamptz + interval '${interval}'); END $x$`,
  ]);

/** Wrong edits of what leased roles are, live and end by. */
export const ROLE_MUTATIONS: readonly Mutation[] = [
  [
    "VALID UNTIL is dropped",
    replaceIn("readonly", "creation_statements", " VALID UNTIL '{{expiration}}'", ""),
    "app-readonly: expires-without-vault: VALID UNTIL is never; the lease ends in 3600 s",
  ],
  [
    "a leased role outlives its lease by a minute",
    movedBy("1 minute"),
    /app-readonly: expires-without-vault: VALID UNTIL is in 36[0-6]\d s; the lease ends in 3600 s/,
  ],
  [
    "a leased role ends a minute before its lease",
    movedBy("-1 minute"),
    /app-readonly: expires-without-vault: VALID UNTIL is in 35[0-4]\d s; the lease ends in 3600 s/,
  ],
  [
    "a leased role is a superuser's equal in making roles",
    replaceIn("readonly", "creation_statements", "LOGIN", "LOGIN CREATEROLE"),
    /app-readonly: steps-change-nothing-else: issuing: unexpected: role (v-app-readonly-\S+) LOGIN CREATEROLE PASSWORD; missing: role \1 LOGIN PASSWORD/,
  ],
  [
    "the reader joins the writers",
    replaceIn("readonly", "creation_statements", "appdb_read_only", "appdb_read_write"),
    'app-readonly: may-not-insert: allowed, but not described: INSERT INTO "public".contract_before DEFAULT VALUES',
  ],
  [
    "the reader joins the owner",
    replaceIn("readonly", "creation_statements", "appdb_read_only", "app_owner"),
    'app-readonly: may-not-alter-table: allowed, but not described: ALTER TABLE "public".contract_before ADD COLUMN more text',
  ],
  [
    "the writer joins nobody",
    replaceIn("readwrite", "creation_statements", ' INHERIT IN ROLE "appdb_read_write"', ""),
    /app-readwrite: (login|access-as-described): permission denied for database "appdb"/,
  ],
  [
    "a leased role is granted something itself",
    statements("readwrite", "creation_statements", (all) => [
      ...all,
      'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{{name}}"',
      'GRANT CONNECT ON DATABASE appdb TO "{{name}}"',
    ]),
    /app-readwrite: steps-change-nothing-else: (issuing: unexpected: |GET )/,
  ],
  [
    "the migrator acts as itself",
    statements("migrator", "creation_statements", (all) => all.slice(0, 1)),
    /app-migrator: login: acts as v-\S+ instead of app_owner/,
  ],
  [
    "the migrator is a writer",
    statements("migrator", "creation_statements", ([first = ""]) => [
      first.replace("app_owner", "appdb_read_write"),
    ]),
    [
      /app-migrator: may-create-table: refused, but described/,
      /app-migrator: may-drop-table: refused, but described/,
      "app-migrator: may-create-schema: refused, but described: CREATE SCHEMA contract_made",
      "app-migrator: may-make-temporary-tables: refused, but described: CREATE TEMPORARY TABLE contract_made (id int)",
      'app-migrator: may-become-owner: refused, but described: SET ROLE "app_owner"',
    ],
  ],
  [
    "PostgreSQL gets passwords as they are",
    edit(CONNECTION, (attributes) => ({
      ...attributes,
      postgresql: { ...(attributes.postgresql as Attributes), password_authentication: "password" },
    })),
    /server postgresql: server-log-holds-no-password: PostgreSQL's log holds \d+ passwords: password_authentication is not SCRAM/,
  ],
  [
    "renewing leaves VALID UNTIL",
    set(`${ROLE}readonly`, { renew_statements: ["SELECT 1"] }),
    /app-readonly: renew-moves-expiry: renewed for 8\d{4} s, but VALID UNTIL is in 3\d\d\d s/,
  ],
  [
    "renewing sets a password that somebody knows",
    statements("readonly", "renew_statements", (all) => [...all, `ALTER ROLE "{{name}}" PASSWORD 'known'`]),
    "app-readonly: steps-change-nothing-else: renewing: its password is another one",
  ],
  [
    "renewing makes the reader an owner",
    statements("readonly", "renew_statements", (all) => [...all, 'GRANT app_owner TO "{{name}}"']),
    /app-readonly: steps-change-nothing-else: renewing: unexpected: member v-app-readonly-\S+ of app_owner$/,
  ],
  [
    "issuing leaves another login",
    statements("readonly", "creation_statements", (all) => [
      ...all,
      "DO $x$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'backdoor') THEN CREATE ROLE backdoor LOGIN IN ROLE appdb_read_only; END IF; END $x$",
    ]),
    /server postgresql: leases-leave-nothing: unexpected: member backdoor of appdb_read_only; .*unexpected: role backdoor LOGIN/,
  ],
  [
    "revoking closes every lease of the role",
    statements("readonly", "revocation_statements", (all) => [
      "DO $x$ DECLARE other name; BEGIN FOR other IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'v-app-readonly%' LOOP EXECUTE pg_catalog.format('ALTER ROLE %I NOLOGIN', other); END LOOP; END $x$",
      ...all,
    ]),
    "app-readonly: revocation-spares-others: another lease is refused at login, too",
  ],
  [
    "revoking takes the group's grants away",
    statements("readonly", "revocation_statements", (all) => [...all, 'DROP OWNED BY "appdb_read_only"']),
    /app-readonly: steps-change-nothing-else: revoking: .*unexpected: table public.contract_before/,
  ],
  [
    "revoking forgets what the role was granted",
    replaceIn("readonly", "revocation_statements", /EXECUTE [^;]*DROP OWNED[^;]*;/.source, ""),
    /app-readonly: revocation-keeps-objects: .*cannot be dropped because some objects depend on it/,
  ],
  [
    "revoking does nothing",
    set(`${ROLE}readonly`, { revocation_statements: ["SELECT 1"] }),
    "app-readonly: revocation-ends-it: an open session goes on after the revocation",
  ],
  [
    "revoking closes nothing first",
    statements("readonly", "revocation_statements", (all) => all.slice(2)),
    "app-readonly: revocation-closes-first: the role can't be dropped, and goes on logging in: the login is not closed first, in a transaction of its own",
  ],
  [
    "revoking is one transaction",
    statements("readonly", "revocation_statements", (all) =>
      all.filter((each) => each !== "COMMIT AND CHAIN"),
    ),
    "app-readonly: revocation-closes-first: the role can't be dropped, and goes on logging in: the login is not closed first, in a transaction of its own",
  ],
  [
    "revoking ends no session",
    replaceIn(
      "readonly",
      "revocation_statements",
      /PERFORM pg_catalog\.pg_terminate_backend[^;]*;/.source,
      "",
    ),
    "app-readonly: revocation-ends-it: an open session goes on after the revocation",
  ],
  [
    "revoking drops what the role owns",
    replaceIn("readonly", "revocation_statements", /EXECUTE [^;]*REASSIGN OWNED[^;]*;/.source, ""),
    "app-readonly: revocation-keeps-objects: a table that the role owned is gone with it",
  ],
  [
    "revoking takes what a role owns for something else",
    replaceIn("readonly", "revocation_statements", "deptype = 'o'", "deptype = 'x'"),
    "app-readonly: revocation-keeps-objects: a table that the role owned is gone with it",
  ],
  [
    "revoking gives objects to Vault",
    replaceIn("readonly", "revocation_statements", "leased, 'app_owner'", "leased, CURRENT_USER"),
    "app-readonly: revocation-keeps-objects: a table that the role owned belongs to vault_appdb_issuer now",
  ],
  [
    "revoking keeps the role",
    replaceIn("readonly", "revocation_statements", /EXECUTE [^;]*DROP ROLE[^;]*;/.source, ""),
    "app-readonly: revocation-ends-it: the role is in pg_roles after the revocation",
  ],
  [
    "revoking fails for a role that is gone",
    replaceIn(
      "readonly",
      "revocation_statements",
      /IF (NOT )?EXISTS[^;]*THEN\s*(RETURN;\s*END IF;)?/.source,
      "IF TRUE THEN ",
    ),
    /app-readonly: revocation-of-a-role-that-is-gone: /,
  ],
  [
    "revoking waits for locks without end",
    replaceIn(
      "readonly",
      "revocation_statements",
      /PERFORM pg_catalog\.set_config\('lock_timeout'[^;]*;/.source,
      "",
    ),
    "app-readonly: revocation-waits-for-no-lock: it would wait for somebody's lock without end: neither lock_timeout nor statement_timeout is set",
  ],
  [
    "revoking ends sessions only after it gave objects away",
    replaceIn(
      "readonly",
      "revocation_statements",
      /(PERFORM pg_catalog\.pg_terminate_backend[^;]*;)([^;]*EXECUTE [^;]*REASSIGN)/.source,
      "$2",
    ),
    /app-readonly: revocation-keeps-objects: .*canceling statement due to lock timeout/,
  ],
  [
    "revoking ends sessions of the break-glass account, too",
    replaceIn(
      "migrator",
      "revocation_statements",
      "usename = leased",
      "(usename = leased OR usename LIKE '%break_glass')",
    ),
    /app-migrator: steps-change-nothing-else: .*permission denied to terminate process/,
  ],
  [
    "revoking calls whatever is named like a function of PostgreSQL's",
    replaceIn("readonly", "revocation_statements", "pg_catalog.format", "format"),
    /app-readonly: steps-change-nothing-else: .*public.format\(text, name\) was called as vault_appdb_issuer, in place of PostgreSQL's own/,
  ],
  [
    "issuing calls whatever is named like a function of PostgreSQL's",
    statements("readonly", "creation_statements", (all) => [
      ...all,
      "DO $x$ BEGIN EXECUTE 'ALTER ROLE ' || quote_ident('{{name}}'::name) || ' CONNECTION LIMIT 5'; END $x$",
    ]),
    /app-readonly: steps-change-nothing-else: .*public.quote_ident\(name\) was called as vault_appdb_issuer/,
  ],
  [
    "issuing the migrator also sets a search path in this database",
    statements("migrator", "creation_statements", (all) => [
      ...all,
      'ALTER ROLE "{{name}}" IN DATABASE appdb SET search_path = elsewhere',
    ]),
    /app-migrator: steps-change-nothing-else: issuing: unexpected: setting of v-app-migrator-\S+ in database appdb: search_path=elsewhere$/,
  ],
  [
    "issuing writes the password into a large object",
    statements("readonly", "creation_statements", (all) => [
      ...all,
      "SELECT pg_catalog.lo_from_bytea(0, '{{password}}'::bytea)",
    ]),
    /app-readonly: steps-change-nothing-else: issuing: unexpected: large object \d+$/,
  ],
  [
    "issuing writes the password into a setting",
    statements("readonly", "creation_statements", (all) => [
      ...all,
      `ALTER ROLE "{{name}}" SET application_name = '{{password}}'`,
    ]),
    /app-readonly: steps-change-nothing-else: issuing: unexpected: setting of v-app-readonly-\S+: application_name=<password>$/,
  ],
  [
    "renewing grants the group more",
    statements("readonly", "renew_statements", (all) => [
      ...all,
      "GRANT appdb_read_write TO appdb_read_only",
    ]),
    "app-readonly: steps-change-nothing-else: renewing: unexpected: member appdb_read_only of appdb_read_write",
  ],
  [
    "revoking leaves a function",
    statements("migrator", "revocation_statements", (all) => [
      ...all,
      "SET LOCAL ROLE app_owner",
      "CREATE OR REPLACE FUNCTION public.opened() RETURNS int SECURITY DEFINER LANGUAGE sql AS 'SELECT 1'",
    ]),
    "app-migrator: steps-change-nothing-else: revoking: unexpected: function public.opened()",
  ],
  [
    "revoking drops what is the owner's",
    statements("migrator", "revocation_statements", (all) => [
      ...all,
      "SET LOCAL ROLE app_owner",
      "DROP TABLE IF EXISTS public.contract_before",
    ]),
    'app-migrator: steps-change-nothing-else: relation "public.contract_before" does not exist',
  ],
  [
    "the default TTL is raised",
    set(`${ROLE}readonly`, { default_ttl: 7200 }),
    "app-readonly: lease-issued: the lease lives 7200 s instead of 3600 s",
  ],
  [
    "the maximum TTL is raised",
    set(`${ROLE}migrator`, { max_ttl: 86_400 }),
    "app-migrator: renew-moves-expiry: renewed for 7200 s; the most is 3600 s",
  ],
];
