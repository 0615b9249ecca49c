import { Mount } from "@cdktf/provider-vault/lib/mount";
import { TerraformVariable } from "cdktf";
import {
  DatabaseSecretsEngine,
  type DatabaseSecretsEngineProps,
  Duration,
  PostgresDatabase,
  PostgresTls,
  RootCredential,
} from "../../constructs";
import { EXISTING, onlyArgumentsOf } from "./postgres/postgres-resources";
import { argumentsOf, synthesize } from "./vault-resources";

const mounted = (props?: DatabaseSecretsEngineProps) =>
  synthesize((scope) => new DatabaseSecretsEngine(scope, "database", props));

test("an engine is mounted at the construct's id, for leases of 1 hour and at most 24", () => {
  const stack = mounted();
  expect(argumentsOf(stack, "vault_mount")).toEqual({
    "vault_mount.database_EBDE4557": {
      path: "database",
      type: "database",
      default_lease_ttl_seconds: 3600,
      max_lease_ttl_seconds: 86_400,
    },
  });
  expect(stack.access.engines).toEqual([
    { path: "database", imported: false, defaultLeaseTtl: 3600, maxLeaseTtl: 86_400 },
  ]);
});

test("path and TTLs are what was given", () => {
  const stack = mounted({
    path: "team-a/database",
    defaultLeaseTtl: Duration.minutes(30),
    maxLeaseTtl: Duration.hours(8),
  });
  expect(onlyArgumentsOf(stack, "vault_mount")).toMatchObject({
    path: "team-a/database",
    default_lease_ttl_seconds: 1800,
    max_lease_ttl_seconds: 28_800,
  });
  expect(stack.access.engines).toEqual([
    { path: "team-a/database", imported: false, defaultLeaseTtl: 1800, maxLeaseTtl: 28_800 },
  ]);
});

test("a default lease as long as the maximum is fine", () => {
  const stack = mounted({ defaultLeaseTtl: Duration.hours(24) });
  expect(onlyArgumentsOf(stack, "vault_mount")).toMatchObject({ default_lease_ttl_seconds: 86_400 });
});

test("Terraform refuses to destroy an engine and its connections only where it is told to", () => {
  const lifecycles = (preventDestroy?: boolean) => {
    const stack = synthesize((scope) =>
      new DatabaseSecretsEngine(scope, "database", { preventDestroy }).addPostgresConnection("appdb", {
        database: new PostgresDatabase(scope, "appdb", { databaseName: "appdb" }),
        endpoint: { host: "postgres.internal" },
        tls: PostgresTls.verifyFull(),
        rootCredential: RootCredential.generated(),
      }),
    );
    return ["vault_mount", "vault_database_secret_backend_connection"].map(
      (type) => onlyArgumentsOf(stack, type).lifecycle,
    );
  };
  expect(lifecycles()).toEqual([undefined, undefined]);
  expect(lifecycles(false)).toEqual([undefined, undefined]);
  expect(lifecycles(true)).toEqual([{ prevent_destroy: true }, { prevent_destroy: true }]);
});

test("an engine that is mounted elsewhere is not mounted again", () => {
  const stack = synthesize((scope) => {
    const root = new TerraformVariable(scope, "root", { type: "string" });
    DatabaseSecretsEngine.fromPath(scope, "imported", "team-a/database").addPostgresConnection("appdb", {
      database: PostgresDatabase.fromExisting(scope, "appdb", EXISTING),
      endpoint: { host: "postgres.internal" },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.fromVariable(root),
    });
  });
  expect(argumentsOf(stack, "vault_mount")).toEqual({});
  expect(onlyArgumentsOf(stack, "vault_database_secret_backend_connection")).toMatchObject({
    backend: "team-a/database",
  });
  expect(onlyArgumentsOf(stack, "vault_generic_endpoint")).toMatchObject({
    path: "team-a/database/rotate-root/appdb",
  });
  expect(stack.access.engines).toEqual([{ path: "team-a/database", imported: true }]);
});

test("an engine gives out its Terraform resource", () => {
  synthesize((scope) => {
    expect(new DatabaseSecretsEngine(scope, "database").node.defaultChild).toBeInstanceOf(Mount);
  });
});
