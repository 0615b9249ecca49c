import { type DatabaseDescription, importedDatabaseSql, Privileges } from "../../../../constructs";
import { importedDatabaseUndoSql } from "../../../../constructs/postgres/statements/imported-database-undo";

const database: DatabaseDescription = {
  kind: "postgresql",
  server: "postgres:5432",
  name: "appdb",
  imported: true,
  owner: "app_owner",
  account: "vault_appdb",
  issuer: "vault_appdb_issuer",
  publicRole: "appdb_public",
  schemas: ["public"],
  groups: [],
};

/** What each block is for, and each other statement. */
function statementsFor(changes: Partial<DatabaseDescription> = {}): string[] {
  return importedDatabaseSql({ ...database, ...changes }).map(inShort);
}

function inShort(statement: string): string {
  const [, tag] = /^DO \$(\w+)\$/.exec(statement) ?? [];
  const [, done] = /(?:CREATE|DROP) ((?:ROLE|SCHEMA) .*);/.exec(statement) ?? [];
  const [, granting] = /format\('(GRANT \w[^']*)'/.exec(statement) ?? [];
  const granted = statement.includes("prosecdef") ? `${granting}, for callers` : granting;
  return tag ? `${tag}: ${done ?? (tag === "grant" ? granted : "")}`.replace(/: $/, "") : statement;
}

/** The statements for a group. */
function withGroup(role: string, privileges: Privileges, schemas = ["public"]): string[] {
  const statements = statementsFor({ schemas, groups: [{ role, privileges: privileges.describe(schemas) }] });
  return statements.slice(statements.indexOf(`role: ROLE "${role}" NOLOGIN`), -2);
}

const BEFORE = [
  "BEGIN",
  "SET LOCAL search_path TO pg_catalog",
  "SET LOCAL client_min_messages TO warning",
  "check",
  "join",
];
const PUBLIC = ['role: ROLE "appdb_public" NOLOGIN', "remember", "public", "keep"];
const ON_DATABASE = 'GRANT CONNECT, CREATE, TEMPORARY ON DATABASE "appdb" TO "app_owner"';
const ACCOUNT = [
  'role: ROLE "vault_appdb_issuer" NOLOGIN CREATEROLE INHERIT',
  'GRANT "app_owner" TO "vault_appdb_issuer" WITH ADMIN OPTION',
  'role: ROLE "vault_appdb" LOGIN',
  'GRANT "vault_appdb_issuer" TO "vault_appdb"',
  `ALTER ROLE "vault_appdb" SET role = 'vault_appdb_issuer'`,
  'GRANT CONNECT ON DATABASE "appdb" TO "vault_appdb"',
];

test("a DBA takes the database from PUBLIC and makes Vault's account, without a password, in one transaction", () => {
  expect(statementsFor()).toEqual([
    ...BEFORE,
    'schema: SCHEMA "public" AUTHORIZATION "app_owner"',
    ...PUBLIC,
    ON_DATABASE,
    'GRANT CREATE, USAGE ON SCHEMA "public" TO "app_owner"',
    ...ACCOUNT,
    "leave",
    "COMMIT",
  ]);
});

test("schemas are made where they aren't, and the owner may make objects in each", () => {
  expect(statementsFor({ schemas: ["audit", "sales"] })).toEqual([
    ...BEFORE,
    'schema: SCHEMA "audit" AUTHORIZATION "app_owner"',
    'schema: SCHEMA "sales" AUTHORIZATION "app_owner"',
    ...PUBLIC,
    ON_DATABASE,
    'GRANT CREATE, USAGE ON SCHEMA "audit" TO "app_owner"',
    'GRANT CREATE, USAGE ON SCHEMA "sales" TO "app_owner"',
    ...ACCOUNT,
    "leave",
    "COMMIT",
  ]);
});

test("a group may use what is there, and what the owner makes later", () => {
  expect(withGroup("appdb_read_only", Privileges.readOnly())).toEqual([
    'role: ROLE "appdb_read_only" NOLOGIN',
    'GRANT CONNECT ON DATABASE "appdb" TO "appdb_read_only"',
    'GRANT USAGE ON SCHEMA "public" TO "appdb_read_only"',
    "grant: GRANT SELECT ON TABLE %s TO %I",
    'ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT SELECT ON TABLES TO "appdb_read_only"',
    "grant: GRANT SELECT ON SEQUENCE %s TO %I",
    'ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT SELECT ON SEQUENCES TO "appdb_read_only"',
    "grant: GRANT EXECUTE ON ROUTINE %s TO %I, for callers",
    'ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT EXECUTE ON ROUTINES TO "appdb_read_only"',
    'ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT USAGE ON TYPES TO "appdb_read_only"',
    'GRANT "appdb_read_only" TO "vault_appdb_issuer" WITH ADMIN OPTION',
  ]);
});

test("a group of named tables and columns gets nothing on others", () => {
  const support = Privileges.of({
    name: "support",
    schemas: ["sales"],
    tables: { tickets: ["SELECT", "INSERT"] },
    columns: { customers: { SELECT: ["name", "id"] } },
  });
  expect(withGroup("helpdesk", support, ["public", "sales"])).toEqual([
    'role: ROLE "helpdesk" NOLOGIN',
    'GRANT CONNECT ON DATABASE "appdb" TO "helpdesk"',
    'GRANT USAGE ON SCHEMA "sales" TO "helpdesk"',
    'GRANT INSERT, SELECT ON TABLE "sales"."tickets" TO "helpdesk"',
    'GRANT SELECT ("id", "name") ON TABLE "sales"."customers" TO "helpdesk"',
    'GRANT "helpdesk" TO "vault_appdb_issuer" WITH ADMIN OPTION',
  ]);
});

test("functions and procedures are granted both as they are and as they come", () => {
  const runner = Privileges.of({ name: "runner", functions: true });
  expect(withGroup("appdb_runner", runner)).toEqual([
    'role: ROLE "appdb_runner" NOLOGIN',
    'GRANT CONNECT ON DATABASE "appdb" TO "appdb_runner"',
    'GRANT USAGE ON SCHEMA "public" TO "appdb_runner"',
    "grant: GRANT EXECUTE ON ROUTINE %s TO %I",
    'ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT EXECUTE ON ROUTINES TO "appdb_runner"',
    'GRANT "appdb_runner" TO "vault_appdb_issuer" WITH ADMIN OPTION',
  ]);
});

test("a routine that can do more than its caller is granted by name, next to functions that can't", () => {
  const runner = Privileges.of({ name: "runner", functions: true, definers: ["purge(integer)", "close"] });
  expect(withGroup("appdb_runner", runner).slice(3, 7)).toEqual([
    "grant: GRANT EXECUTE ON ROUTINE %s TO %I, for callers",
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT EXECUTE ON ROUTINES TO "appdb_runner"`,
    `GRANT EXECUTE ON ROUTINE "public"."close" TO "appdb_runner"`,
    `GRANT EXECUTE ON ROUTINE "public"."purge"(integer) TO "appdb_runner"`,
  ]);
});

test("the owner needs no group", () => {
  const groups = [{ role: "app_owner", privileges: Privileges.owner().describe(["public"]) }];
  expect(statementsFor({ groups })).toEqual(statementsFor());
});

test("schemas that are made later are opened by default privileges of the whole database", () => {
  const statements = withGroup("appdb_read_write", Privileges.readWrite(), ["public", "*"]);
  expect(
    statements.filter((each) => each.startsWith("ALTER DEFAULT") && !each.includes("IN SCHEMA")),
  ).toEqual([
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" GRANT USAGE ON SCHEMAS TO "appdb_read_write"`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" GRANT DELETE, INSERT, SELECT, UPDATE ON TABLES TO "appdb_read_write"`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" GRANT SELECT, USAGE ON SEQUENCES TO "appdb_read_write"`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" GRANT EXECUTE ON ROUTINES TO "appdb_read_write"`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" GRANT USAGE ON TYPES TO "appdb_read_write"`,
  ]);
  expect(statements.filter((each) => each.includes('SCHEMA "*"'))).toEqual([]);
});

test("undoing drops logins first and what PUBLIC had last, in one transaction", () => {
  const groups = [{ role: "appdb_read_only", privileges: Privileges.readOnly().describe(["public"]) }];
  const logins = [{ userName: "pgbouncer", group: "appdb_read_only", actsAsGroup: false }];
  expect(importedDatabaseUndoSql({ ...database, groups }, logins).map(inShort)).toEqual([
    "BEGIN",
    "SET LOCAL search_path TO pg_catalog",
    "check",
    "join",
    "given",
    "public",
    ...["pgbouncer", "vault_appdb", "vault_appdb_issuer", "appdb_read_only", "appdb_public"].map(
      (role) => `drop: ROLE "${role}"`,
    ),
    'schema: SCHEMA "public"',
    "leave",
    "COMMIT",
  ]);
});

test("no name ends a block before its end, or is more than a name", () => {
  const evil = `a"b'c$check$ $role$;`;
  const [check = ""] = importedDatabaseSql({ ...database, owner: evil }).filter((each) =>
    each.startsWith("DO $check"),
  );
  expect(check.startsWith("DO $check_$\n")).toBe(true);
  expect(importedDatabaseSql({ ...database, owner: evil })).toContain(
    `GRANT "a""b'c$check$ $role$;" TO "vault_appdb_issuer" WITH ADMIN OPTION`,
  );
});

test("what each owner makes later is granted, and each schema belongs to its own", () => {
  const owners = {
    ...database,
    schemas: ["billing", "public"],
    otherOwners: [{ role: "billing_owner", schemas: ["billing"], sharedSchemas: ["public"] }],
    groups: [
      {
        role: "appdb_reports",
        privileges: Privileges.of({ name: "reports", tables: { "*": ["SELECT"] } }).describe(["public"]),
      },
      { role: "billing_owner", privileges: Privileges.owner("billing_owner").describe(["public"]) },
    ],
  };
  const login = { userName: "billing_migrations", group: "billing_owner", actsAsGroup: true };
  const statements = importedDatabaseSql(owners, [login]).map(inShort);
  expect(statements).toEqual(
    expect.arrayContaining([
      `GRANT CONNECT, CREATE, TEMPORARY ON DATABASE "appdb" TO "billing_owner"`,
      `GRANT CREATE, USAGE ON SCHEMA "public" TO "billing_owner"`,
      `schema: SCHEMA "billing" AUTHORIZATION "billing_owner"`,
      `GRANT "billing_owner" TO "vault_appdb_issuer" WITH ADMIN OPTION`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT SELECT ON TABLES TO "appdb_reports"`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE "billing_owner" IN SCHEMA "public" GRANT SELECT ON TABLES TO "appdb_reports"`,
      `ALTER ROLE "billing_migrations" SET role = 'billing_owner'`,
    ]),
  );
});

test("schemas for extensions are for groups and owners to use, and nothing in them is PUBLIC's to lose", () => {
  const groups = [
    { role: "appdb_read_only", privileges: Privileges.readOnly().describe(["public"], ["ext"]) },
  ];
  const statements = statementsFor({ extensionSchemas: ["ext"], groups });
  expect(statements.filter((each) => each.includes('"ext"'))).toEqual([
    `schema: SCHEMA "ext" AUTHORIZATION "app_owner"`,
    `GRANT USAGE ON SCHEMA "ext" TO "app_owner"`,
    `GRANT USAGE ON SCHEMA "ext" TO "appdb_read_only"`,
  ]);
});
