import type { TerraformStack } from "cdktf";
import {
  DatabaseSecretsEngine,
  type ImportedPostgresConnectionProps,
  PostgresConnection,
  PostgresDatabase,
  Privileges,
} from "../../../constructs";
import { EXISTING, onlyArgumentsOf } from "./postgres-resources";
import { argumentsOf, synthesize } from "../vault-resources";

const imported = (stack: TerraformStack, props: Partial<ImportedPostgresConnectionProps> = {}) =>
  PostgresConnection.fromName(stack, "shared", {
    engine: DatabaseSecretsEngine.fromPath(stack, "engine", "team-a/database"),
    database: PostgresDatabase.fromExisting(stack, "appdb", EXISTING),
    ...props,
  });

const withRole = (props: Partial<ImportedPostgresConnectionProps> = {}) =>
  synthesize((scope) =>
    imported(scope, props).addRole("app-readonly", { privileges: Privileges.readOnly() }),
  );

const ELSEWHERE = {
  engine: "team-a/database",
  kind: "postgresql",
  imported: true,
  database: { server: "elsewhere", name: "appdb" },
  rotated: false,
  tls: "unknown",
};

test("a connection that was configured elsewhere is neither made nor rotated", () => {
  const stack = withRole();
  expect(argumentsOf(stack, "vault_database_secret_backend_connection")).toEqual({});
  expect(argumentsOf(stack, "vault_generic_endpoint")).toEqual({});
  expect(argumentsOf(stack, "ephemeral.random_password")).toEqual({});
});

test("it has the construct's id for its name", () => {
  const stack = withRole();
  expect(stack.access.connections).toEqual([{ name: "shared", ...ELSEWHERE }]);
  expect(onlyArgumentsOf(stack, "vault_database_secret_backend_role")).toMatchObject({
    backend: "team-a/database",
    db_name: "shared",
  });
});

test("it has the name it was given", () => {
  const stack = withRole({ connectionName: "reports" });
  expect(stack.access.connections).toEqual([{ name: "reports", ...ELSEWHERE }]);
  expect(onlyArgumentsOf(stack, "vault_database_secret_backend_role")).toMatchObject({ db_name: "reports" });
});

test("the account of a database that the stack makes gets no password by it", () => {
  const stack = synthesize((scope) => {
    const database = new PostgresDatabase(scope, "made", { databaseName: "appdb" });
    imported(scope, { database });
  });
  expect(JSON.stringify(argumentsOf(stack, "postgresql_role"))).not.toContain("password");
});
