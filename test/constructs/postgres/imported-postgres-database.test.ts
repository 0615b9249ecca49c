import type { TerraformStack } from "cdktf";
import {
  DatabaseSecretsEngine,
  type ImportedPostgresDatabaseProps,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
} from "../../../constructs";
import { findingsOf } from "../bad-inputs/bad-input";
import { addConnection, EXISTING, onlyArgumentsOf } from "./postgres-resources";
import { fileOf, synthesize } from "../vault-resources";

const connected =
  (props: Partial<ImportedPostgresDatabaseProps> = {}, ...sets: Privileges[]) =>
  (stack: TerraformStack) => {
    const database = PostgresDatabase.fromExisting(stack, "appdb", { ...EXISTING, ...props });
    const rootCredential = RootCredential.fromEphemeral("${ephemeral.vault_kv_secret_v2.root.data.password}");
    const connection = addConnection(stack, { database, rootCredential });
    sets.forEach((privileges, index) => connection.addRole(`role-${index}`, { privileges }));
    return database;
  };

test("nothing is made in a database that a DBA owns", () => {
  const { resources } = synthesize(connected({}, Privileges.readOnly(), Privileges.owner()));
  expect(resources.filter(({ type }) => type.startsWith("postgresql_"))).toEqual([]);
});

test("what the DBA runs is written next to the stack, as statements for psql", () => {
  const written = fileOf(connected({}, Privileges.readOnly()), "appdb.dba.sql").split("\n");
  expect(written.slice(0, 10)).toEqual([
    '-- Lets Vault lease roles in database "appdb". Run it there, and again when the stack has changed:',
    "--   psql --dbname appdb --file appdb.dba.sql",
    '-- Who runs it: a superuser; or a role with CREATEROLE that may grant "app_owner", and act as whoever else owns',
    "-- the database, its schemas, or an object in them. It looks at that first, and says all that is in the way; then it",
    "-- does all or nothing, in one transaction.",
    "-- What PUBLIC had, only those keep that keepsAccess names. A login that would lose something by that and is not named",
    "-- in losesAccess either stops it. What undoes it: appdb.dba.undo.sql",
    "\\set ON_ERROR_STOP on",
    "BEGIN;",
    "SET LOCAL search_path TO pg_catalog;",
  ]);
  expect(written.slice(-2)).toEqual(["COMMIT;", ""]);
  expect(written).toContain('GRANT "appdb_read_only" TO "vault_appdb_issuer" WITH ADMIN OPTION;');
});

test("so is what undoes it", () => {
  const written = fileOf(connected({}, Privileges.readOnly()), "appdb.dba.undo.sql").split("\n");
  expect(written.slice(0, 8)).toEqual([
    '-- Undoes appdb.dba.sql in database "appdb":',
    "--   psql --dbname appdb --file appdb.dba.undo.sql",
    '-- Who runs it: a superuser; or a role with CREATEROLE that may grant "app_owner", and act as whoever else owns',
    "-- the database, its schemas, or an object in them. It looks at that first, and says all that is in the way; then it",
    "-- does all or nothing, in one transaction.",
    "-- While leases are out, it stops: revoke them first. What was there before stays.",
    "\\set ON_ERROR_STOP on",
    "BEGIN;",
  ]);
});

test("who keeps access and who loses it is described, each once and in order", () => {
  const lists = { keepsAccess: ["shop", "reports"], losesAccess: ["old"] };
  const [database] = synthesize(connected(lists, Privileges.readOnly())).access.databases;
  expect(database).toMatchObject({ keepsAccess: ["reports", "shop"], losesAccess: ["old"] });
});

test("Vault connects as the account that is there, and waits for nothing", () => {
  const stack = synthesize(connected());
  const connection = onlyArgumentsOf(stack, "vault_database_secret_backend_connection");
  expect(connection).not.toHaveProperty("depends_on");
  expect(connection).toMatchObject({
    postgresql: {
      connection_url:
        "postgresql://{{username}}:{{password}}@postgres.internal:5432/appdb?sslmode=verify-full",
      username: "vault_appdb",
    },
  });
});

test("it has schema public, and its groups are called by the database and the set", () => {
  const { access } = synthesize(connected({}, Privileges.readOnly()));
  expect(access.databases).toEqual([
    {
      kind: "postgresql",
      script: "appdb.dba.sql",
      undoScript: "appdb.dba.undo.sql",
      publicRole: "appdb_public",
      keepsAccess: [],
      losesAccess: [],
      server: "postgres.internal:5432",
      name: "appdb",
      imported: true,
      owner: "app_owner",
      account: "vault_appdb",
      issuer: "vault_appdb_issuer",
      schemas: ["public"],
      groups: [
        {
          role: "appdb_read_only",
          privileges: {
            name: "read_only",
            owner: false,
            schemas: [
              {
                schema: "public",
                tables: [{ table: "*", privileges: ["SELECT"] }],
                columns: [],
                sequences: [{ sequence: "*", privileges: ["SELECT"] }],
                functions: ["EXECUTE"],
                definers: [],
                types: ["USAGE"],
              },
            ],
          },
        },
      ],
    },
  ]);
});

test("schemas and group names are what was given; a set without a name of its own keeps the usual one", () => {
  const { access } = synthesize(
    connected(
      { schemas: ["sales", "audit"], groups: { read_only: "readers" } },
      Privileges.readOnly(),
      Privileges.readWrite(),
    ),
  );
  expect(access.databases.map(({ schemas }) => schemas)).toEqual([["audit", "sales"]]);
  expect(access.roles.map(({ group }) => group)).toEqual(["readers", "appdb_read_write"]);
});

test("no groups are named by an empty record, as by none", () => {
  const { access } = synthesize(connected({ groups: {} }, Privileges.readOnly()));
  expect(access.roles.map(({ group }) => group)).toEqual(["appdb_read_only"]);
});

test("an owner's role is a member of the owner as it is called there", () => {
  const { access } = synthesize(connected({}, Privileges.owner()));
  expect(access.roles.map(({ group }) => group)).toEqual(["app_owner"]);
});

test("no schema is not the default, but wrong", () => {
  expect(findingsOf(connected({ schemas: [] }))).toEqual([
    {
      rule: "schemas",
      path: "bad/appdb",
      message: "the list of schemas is empty",
      fix: 'name at least one schema, or leave the prop out for ["public"]',
    },
  ]);
});

test("it sets no password and has no server of its own", () => {
  synthesize((scope) => {
    const database = connected()(scope);
    const server = { server: "postgres:5432", resource: { fqn: "vault_mount.database" } };
    expect(database.connect({ ...server, password: "${var.root}", generation: 1 })).toBe(false);
    expect(database.provider).toBeUndefined();
    expect(database.accountDependencies).toEqual([]);
  });
});

test("what a DBA runs is in a file for each server, where two have a database of that name", () => {
  const { access } = synthesize((scope) => {
    const engine = new DatabaseSecretsEngine(scope, "database");
    for (const host of ["eu.internal", "us.internal"])
      engine.addPostgresConnection(host, {
        database: PostgresDatabase.fromExisting(scope, host, EXISTING),
        endpoint: { host },
        tls: PostgresTls.verifyFull(),
        rootCredential: RootCredential.fromEphemeral("${ephemeral.vault_kv_secret_v2.root.data}"),
      });
  });
  expect(access.files).toEqual([
    "appdb.eu.internal-5432.dba.sql",
    "appdb.eu.internal-5432.dba.undo.sql",
    "appdb.us.internal-5432.dba.sql",
    "appdb.us.internal-5432.dba.undo.sql",
  ]);
});
