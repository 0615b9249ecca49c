import { type DatabaseDescription, importedDatabaseSql, Privileges } from "../../../../constructs";

const database: DatabaseDescription = {
  kind: "postgresql",
  server: "postgres:5432",
  name: "appdb",
  imported: true,
  owner: "app_owner",
  account: "vault_appdb",
  issuer: "vault_appdb_issuer",
  schemas: ["public"],
  groups: [],
};

/** The statements from the one that makes the group, or all of them when none does. */
function withGroup(role: string, privileges: Privileges, schemas = ["public"]): string[] {
  const groups = [{ role, privileges: privileges.describe(schemas) }];
  const statements = importedDatabaseSql({
    ...database,
    schemas: schemas.filter((each) => each !== "*"),
    groups,
  });
  return statements.slice(
    Math.max(
      statements.findIndex((each) => each.includes(`CREATE ROLE "${role}" NOLOGIN`)),
      0,
    ),
  );
}

const ACCOUNT = [
  `DO $$ BEGIN CREATE ROLE "vault_appdb_issuer" NOLOGIN CREATEROLE; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  `GRANT "app_owner" TO "vault_appdb_issuer" WITH ADMIN OPTION`,
  `DO $$ BEGIN CREATE ROLE "vault_appdb" LOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
  `GRANT "vault_appdb_issuer" TO "vault_appdb"`,
  `ALTER ROLE "vault_appdb" SET role = 'vault_appdb_issuer'`,
  `GRANT CONNECT ON DATABASE "appdb" TO "vault_appdb"`,
];

test("a DBA takes the database from PUBLIC and makes Vault's account, without a password", () => {
  expect(importedDatabaseSql(database)).toEqual([
    `GRANT CONNECT, CREATE, TEMPORARY ON DATABASE "appdb" TO "app_owner"`,
    `GRANT CREATE, USAGE ON SCHEMA "public" TO "app_owner"`,
    `REVOKE ALL ON DATABASE "appdb" FROM PUBLIC`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" REVOKE ALL ON ROUTINES FROM PUBLIC`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" REVOKE ALL ON TYPES FROM PUBLIC`,
    `REVOKE ALL ON ALL ROUTINES IN SCHEMA "public" FROM PUBLIC`,
    ...ACCOUNT,
  ]);
});

test("schemas other than public are made, and belong to the owner", () => {
  expect(importedDatabaseSql({ ...database, schemas: ["audit", "sales"] })).toEqual([
    `GRANT CONNECT, CREATE, TEMPORARY ON DATABASE "appdb" TO "app_owner"`,
    `REVOKE ALL ON DATABASE "appdb" FROM PUBLIC`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" REVOKE ALL ON ROUTINES FROM PUBLIC`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" REVOKE ALL ON TYPES FROM PUBLIC`,
    `CREATE SCHEMA IF NOT EXISTS "audit" AUTHORIZATION "app_owner"`,
    `CREATE SCHEMA IF NOT EXISTS "sales" AUTHORIZATION "app_owner"`,
    `REVOKE ALL ON ALL ROUTINES IN SCHEMA "audit" FROM PUBLIC`,
    `REVOKE ALL ON ALL ROUTINES IN SCHEMA "sales" FROM PUBLIC`,
    ...ACCOUNT,
  ]);
});

test("a group may use what is there, and what the owner makes later", () => {
  expect(withGroup("appdb_read_only", Privileges.readOnly())).toEqual([
    `DO $$ BEGIN CREATE ROLE "appdb_read_only" NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    `GRANT CONNECT ON DATABASE "appdb" TO "appdb_read_only"`,
    `GRANT USAGE ON SCHEMA "public" TO "appdb_read_only"`,
    `GRANT SELECT ON ALL TABLES IN SCHEMA "public" TO "appdb_read_only"`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT SELECT ON TABLES TO "appdb_read_only"`,
    `GRANT SELECT ON ALL SEQUENCES IN SCHEMA "public" TO "appdb_read_only"`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT SELECT ON SEQUENCES TO "appdb_read_only"`,
    `DO $$ DECLARE routine regprocedure; BEGIN FOR routine IN SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = '"public"'::regnamespace AND prokind <> 'p' AND NOT prosecdef LOOP EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO %I', routine, 'appdb_read_only'); END LOOP; END $$`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT EXECUTE ON ROUTINES TO "appdb_read_only"`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT USAGE ON TYPES TO "appdb_read_only"`,
    `GRANT "appdb_read_only" TO "vault_appdb_issuer" WITH ADMIN OPTION`,
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
    `DO $$ BEGIN CREATE ROLE "helpdesk" NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    `GRANT CONNECT ON DATABASE "appdb" TO "helpdesk"`,
    `GRANT USAGE ON SCHEMA "sales" TO "helpdesk"`,
    `GRANT INSERT, SELECT ON "sales"."tickets" TO "helpdesk"`,
    `GRANT SELECT ("id", "name") ON "sales"."customers" TO "helpdesk"`,
    `GRANT "helpdesk" TO "vault_appdb_issuer" WITH ADMIN OPTION`,
  ]);
});

test("functions and procedures are granted both as they are and as they come", () => {
  const runner = Privileges.of({ name: "runner", functions: true });
  expect(withGroup("appdb_runner", runner)).toEqual([
    `DO $$ BEGIN CREATE ROLE "appdb_runner" NOLOGIN; EXCEPTION WHEN duplicate_object THEN NULL; END $$`,
    `GRANT CONNECT ON DATABASE "appdb" TO "appdb_runner"`,
    `GRANT USAGE ON SCHEMA "public" TO "appdb_runner"`,
    `GRANT EXECUTE ON ALL ROUTINES IN SCHEMA "public" TO "appdb_runner"`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT EXECUTE ON ROUTINES TO "appdb_runner"`,
    `GRANT "appdb_runner" TO "vault_appdb_issuer" WITH ADMIN OPTION`,
  ]);
});

test("a routine that can do more than its caller is granted by name, next to functions that can't", () => {
  const runner = Privileges.of({ name: "runner", functions: true, definers: ["purge(integer)", "close"] });
  expect(withGroup("appdb_runner", runner).slice(3, 7)).toEqual([
    `DO $$ DECLARE routine regprocedure; BEGIN FOR routine IN SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = '"public"'::regnamespace AND prokind <> 'p' AND NOT prosecdef LOOP EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO %I', routine, 'appdb_runner'); END LOOP; END $$`,
    `ALTER DEFAULT PRIVILEGES FOR ROLE "app_owner" IN SCHEMA "public" GRANT EXECUTE ON ROUTINES TO "appdb_runner"`,
    `GRANT EXECUTE ON ROUTINE "public"."close" TO "appdb_runner"`,
    `GRANT EXECUTE ON ROUTINE "public"."purge"(integer) TO "appdb_runner"`,
  ]);
});

test("the owner needs no group", () => {
  expect(withGroup("app_owner", Privileges.owner())).toEqual(importedDatabaseSql(database));
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
  const statements = importedDatabaseSql(owners, [login]);
  expect(statements).toEqual(
    expect.arrayContaining([
      `GRANT CONNECT, CREATE, TEMPORARY ON DATABASE "appdb" TO "billing_owner"`,
      `GRANT CREATE, USAGE ON SCHEMA "public" TO "billing_owner"`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE "billing_owner" REVOKE ALL ON ROUTINES FROM PUBLIC`,
      `CREATE SCHEMA IF NOT EXISTS "billing" AUTHORIZATION "billing_owner"`,
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
  const statements = importedDatabaseSql({ ...database, extensionSchemas: ["ext"], groups });
  expect(statements.filter((each) => each.includes('"ext"'))).toEqual([
    `CREATE SCHEMA IF NOT EXISTS "ext" AUTHORIZATION "app_owner"`,
    `GRANT USAGE ON SCHEMA "ext" TO "app_owner"`,
    `GRANT USAGE ON SCHEMA "ext" TO "appdb_read_only"`,
  ]);
});
