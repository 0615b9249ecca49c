import { type Mutation, replaceIn, ROLE, set, statements } from "./mutation";

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
    /app-readonly: no-attributes: "role (v-app-readonly-\S+) LOGIN CREATEROLE PASSWORD" instead of "role \1 LOGIN PASSWORD"/,
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
    /app-readwrite: login: permission denied for database "appdb"/,
  ],
  [
    "a leased role is granted something itself",
    statements("readwrite", "creation_statements", (all) => [
      ...all,
      'GRANT SELECT ON ALL TABLES IN SCHEMA public TO "{{name}}"',
      'GRANT CONNECT ON DATABASE appdb TO "{{name}}"',
    ]),
    /app-readwrite: (member-of-group-only: granted privileges itself|lease-issued)/,
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
    "renewing leaves VALID UNTIL",
    set(`${ROLE}readonly`, { renew_statements: ["SELECT 1"] }),
    /app-readonly: renew-moves-expiry: renewed for 8\d{4} s, but VALID UNTIL is in 3\d\d\d s/,
  ],
  [
    "renewing sets a password that somebody knows",
    statements("readonly", "renew_statements", (all) => [...all, `ALTER ROLE "{{name}}" PASSWORD 'known'`]),
    /app-readonly: renew-changes-nothing-else: password authentication failed for user "v-app-readonly-\S+"/,
  ],
  [
    "renewing makes the reader an owner",
    statements("readonly", "renew_statements", (all) => [...all, 'GRANT app_owner TO "{{name}}"']),
    "app-readonly: renew-changes-nothing-else: member of app_owner, appdb_read_only instead of appdb_read_only",
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
      "DO $x$ DECLARE other name; BEGIN FOR other IN SELECT rolname FROM pg_roles WHERE rolname LIKE 'v-app-readonly%' LOOP EXECUTE format('ALTER ROLE %I NOLOGIN', other); END LOOP; END $x$",
      ...all,
    ]),
    "app-readonly: revocation-spares-others: another lease is refused at login, too",
  ],
  [
    "revoking takes the group's grants away",
    statements("readonly", "revocation_statements", (all) => [...all, 'DROP OWNED BY "appdb_read_only"']),
    /appdb: leases-leave-nothing: .*missing: .*appdb_read_only/,
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
    "revoking gives objects to Vault",
    replaceIn("readonly", "revocation_statements", 'TO "app_owner"', "TO CURRENT_USER"),
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
