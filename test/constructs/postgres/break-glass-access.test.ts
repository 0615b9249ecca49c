import { PostgresqlProvider } from "@cdktf/provider-postgresql/lib/provider";
import { Role } from "@cdktf/provider-postgresql/lib/role";
import type { TerraformStack } from "cdktf";
import { BreakGlassAccess, type BreakGlassAccessProps, PostgresDatabase } from "../../../constructs";
import { findingsOf } from "../bad-inputs/bad-input";
import { addDatabase, EXISTING, onlyArgumentsOf } from "./postgres-resources";
import { argumentsOf, synthesize } from "../vault-resources";

const ADDRESS = "postgresql_role.break-glass_94336F31";

const opened =
  (props: Partial<BreakGlassAccessProps> = {}) =>
  (stack: TerraformStack) =>
    new BreakGlassAccess(stack, "break-glass", { database: addDatabase(stack), ...props });

const ofDba = (stack: TerraformStack, props: Partial<BreakGlassAccessProps> = {}) =>
  new BreakGlassAccess(stack, "break-glass", {
    database: PostgresDatabase.fromExisting(stack, "appdb", EXISTING),
    ...props,
  });

test("the account acts as the owner, can't log in and has no password, once the database is there", () => {
  const stack = synthesize(opened());
  expect(argumentsOf(stack, "postgresql_role")[ADDRESS]).toEqual({
    name: "appdb_break_glass",
    login: false,
    roles: ["appdb_owner"],
    depends_on: ["postgresql_grant.appdb_account-connect_EB9669ED"],
  });
});

test("a database that a DBA owns gets one as well, which waits for nothing", () => {
  expect(onlyArgumentsOf(synthesize(ofDba), "postgresql_role")).toEqual({
    name: "appdb_break_glass",
    login: false,
    roles: ["app_owner"],
  });
});

test("the account has the name it was given", () => {
  const stack = synthesize((scope) => {
    const { roleName } = opened({ roleName: "emergency" })(scope);
    expect(roleName).toBe("emergency");
  });
  expect(argumentsOf(stack, "postgresql_role")[ADDRESS]).toMatchObject({ name: "emergency" });
});

test("an empty name is no name left out, but wrong", () => {
  const findings = findingsOf((scope) => ofDba(scope, { roleName: "" }));
  expect(findings).toEqual([
    {
      rule: "identifier",
      path: "bad/break-glass",
      message: 'break-glass role "" is not a plain PostgreSQL name',
      fix: "give it a name",
    },
  ]);
});

test("the account is made on the database's server, or on the one it was given", () => {
  const server = (scope: TerraformStack, alias: string) => new PostgresqlProvider(scope, alias, { alias });
  const onDatabases = synthesize((scope) => {
    const database = addDatabase(scope, { provider: server(scope, "blue") });
    new BreakGlassAccess(scope, "break-glass", { database });
  });
  expect(argumentsOf(onDatabases, "postgresql_role")[ADDRESS]).toMatchObject({ provider: "postgresql.blue" });
  const onAnother = synthesize((scope) => ofDba(scope, { provider: server(scope, "green") }));
  expect(onlyArgumentsOf(onAnother, "postgresql_role")).toMatchObject({ provider: "postgresql.green" });
});

test("the account is in access.json", () => {
  expect(synthesize(opened()).access.breakGlass).toEqual([
    { role: "appdb_break_glass", database: { server: "postgresql", name: "appdb" } },
  ]);
});

test("two accounts of one name are found", () => {
  const findings = findingsOf((scope) => {
    const database = addDatabase(scope);
    new BreakGlassAccess(scope, "one", { database });
    new BreakGlassAccess(scope, "two", { database });
  });
  expect(findings).toEqual([
    {
      rule: "duplicate-name",
      path: "bad/two",
      message: 'PostgreSQL role "appdb_break_glass" is already taken by bad/one',
      fix: "give each its own name, or keep only one",
    },
  ]);
});

test("the account gives out its Terraform resource", () => {
  synthesize((scope) => {
    expect(opened()(scope).node.defaultChild).toBeInstanceOf(Role);
  });
});
