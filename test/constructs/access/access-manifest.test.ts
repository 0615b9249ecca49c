import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack, TerraformVariable } from "cdktf";
import {
  type AccessManifest,
  AppRoleAuth,
  AuditDevice,
  AuditTrail,
  BreakGlassAccess,
  Duration,
  Guardrails,
  OperatorPolicies,
  PostgresDatabase,
  Privileges,
  VaultToken,
} from "../../../constructs";
import { addConnection, addDatabase } from "../postgres/postgres-resources";
import { addProviders, fileOf } from "../vault-resources";

const appdb = { server: "postgresql", name: "appdb" };

const manifestOf = (build: (stack: TerraformStack) => unknown): AccessManifest =>
  JSON.parse(fileOf(build, "access.json"));

function everything(stack: TerraformStack): void {
  const database = addDatabase(stack);
  const connection = addConnection(stack, { database, rotateRoot: false });
  new BreakGlassAccess(stack, "break-glass", { database });
  new AuditTrail(stack, "audit", { devices: [AuditDevice.syslog(), AuditDevice.file({ path: "/a.log" })] });
  const token = VaultToken.bounded({ ttl: Duration.minutes(15), maxTtl: Duration.hours(1) });
  const job = new AppRoleAuth(stack, "approle").addWorkload("job", {
    secretIdTtl: Duration.minutes(5),
    secretIdUses: 3,
    token,
  });
  connection.addRole("migrator", { privileges: Privileges.owner() }).grantRead(job);
  connection
    .addRole("app", { privileges: Privileges.of({ name: "app", tables: { "*": ["SELECT"] } }) })
    .grantRead(job);
  Guardrails.acknowledge(connection, "root-rotation", "the DBA rotates it by hand until June");
}

test("a stack's manifest says who may do what on which database for how long", () => {
  expect(manifestOf(everything)).toEqual({
    schemaVersion: 3,
    stack: "test",
    providers: ["postgresql", "random", "vault"].map((provider) => ({ provider, settings: {} })),
    undescribed: [],
    files: [],
    engines: [{ path: "database", imported: false, defaultLeaseTtl: 3600, maxLeaseTtl: 86_400 }],
    databases: [
      {
        kind: "postgresql",
        server: "postgresql",
        name: "appdb",
        imported: false,
        owner: "appdb_owner",
        account: "vault_appdb",
        issuer: "vault_appdb_issuer",
        schemas: ["public"],
        groups: [
          {
            role: "appdb_app",
            privileges: {
              name: "app",
              owner: false,
              schemas: [
                {
                  schema: "public",
                  tables: [{ table: "*", privileges: ["SELECT"] }],
                  columns: [],
                  sequences: [],
                  functions: [],
                  definers: [],
                  types: [],
                },
              ],
            },
          },
          {
            role: "appdb_owner",
            privileges: {
              name: "owner",
              owner: true,
              schemas: [],
            },
          },
        ],
      },
    ],
    connections: [
      {
        kind: "postgresql",
        name: "appdb",
        engine: "database",
        imported: false,
        database: appdb,
        endpoint: { host: "postgres.internal", port: 5432 },
        rotated: false,
        tls: "verify-full",
        settings: {
          usernameTemplate: "v-{{.RoleName | truncate 24}}-{{random 20}}-{{unix_time}}",
          maxOpenConnections: 4,
          maxIdleConnections: 4,
          maxConnectionLifetime: 300,
          rootRotationStatements: [
            "SET LOCAL ROLE NONE",
            `ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`,
          ],
        },
      },
    ],
    roles: [
      {
        kind: "leased",
        name: "app",
        path: "database/creds/app",
        engine: "database",
        connection: "appdb",
        database: appdb,
        group: "appdb_app",
        actsAsGroup: false,
        privileges: "app",
        defaultTtl: 3600,
        maxTtl: 86_400,
      },
      {
        kind: "leased",
        name: "migrator",
        path: "database/creds/migrator",
        engine: "database",
        connection: "appdb",
        database: appdb,
        group: "appdb_owner",
        actsAsGroup: true,
        privileges: "owner",
        defaultTtl: 3600,
        maxTtl: 86_400,
      },
    ],
    passwordPolicies: [],
    authMethods: [{ type: "approle", path: "approle", imported: false }],
    staticRoles: [],
    transitEngines: [],
    staticRolePairs: [],
    workloads: [
      {
        name: "job",
        login: { method: "approle", path: "approle", secretId: { ttl: 300, uses: 3 } },
        policy: "approle-job",
        reads: [
          { path: "database/creds/app", kind: "leased" },
          { path: "database/creds/migrator", kind: "leased" },
        ],
        token: { kind: "bounded", ttl: 900, maxTtl: 3600 },
      },
    ],
    auditDevices: [
      { path: "file", type: "file", options: { file_path: "/a.log", mode: "0600" } },
      { path: "syslog", type: "syslog", options: { facility: "AUTH", tag: "vault" } },
    ],
    breakGlass: [{ role: "appdb_break_glass", database: appdb }],
    acknowledged: [
      {
        rule: "root-rotation",
        path: "test/database/appdb",
        reason: "the DBA rotates it by hand until June",
      },
    ],
  });
});

test("what isn't described is an empty list, not left out", () => {
  expect(manifestOf(addDatabase)).toMatchObject({
    engines: [],
    connections: [],
    roles: [],
    workloads: [],
    auditDevices: [],
    breakGlass: [],
    acknowledged: [],
  });
});

test("a manifest holds no secret and no expression, and ends with a line break", () => {
  const text = fileOf(everything, "access.json");
  expect(text).not.toMatch(/password_wo|ephemeral|\$\{/);
  expect(text).toMatch(/}\n$/);
});

test("a manifest is the same, in whatever order roles are added", () => {
  const build = (names: string[]) => (stack: TerraformStack) => {
    const connection = addConnection(stack);
    names.forEach((name) => connection.addRole(name, { privileges: Privileges.readOnly() }));
  };
  expect(fileOf(build(["a", "b"]), "access.json")).toBe(fileOf(build(["b", "a"]), "access.json"));
});

test("what only Terraform knows is in it as the expression that gives it", () => {
  const { connections } = manifestOf((scope) => {
    const port = new TerraformVariable(scope, "port", { type: "number" }).numberValue;
    addConnection(scope, { endpoint: { host: "postgres.internal", port } });
  });
  expect(connections[0]?.endpoint).toEqual({
    host: "postgres.internal",
    port: "${var.port}",
  });
});

describe("files of before", () => {
  let outdir: string;
  beforeEach(() => {
    outdir = mkdtempSync(join(tmpdir(), "synthesized-again-"));
  });
  afterEach(() => rmSync(outdir, { recursive: true }));

  const synthesize = (build: (stack: TerraformStack) => unknown): string[] => {
    const app = new App({ outdir, stackTraces: false });
    const stack = new TerraformStack(app, "test");
    addProviders(stack);
    build(stack);
    app.synth();
    return readdirSync(join(outdir, "stacks/test")).sort();
  };

  test("go when a stack doesn't have them any more, and what others put there stays", () => {
    const before = synthesize((stack) => {
      OperatorPolicies.attach(stack);
      PostgresDatabase.fromExisting(stack, "db", {
        databaseName: "legacy",
        owner: "owner",
        account: "vault",
      });
    });
    expect(before).toEqual([
      "access.json",
      "cdk.tf.json",
      "deployer.policy.json",
      "drain.policy.json",
      "legacy.dba.sql",
      "legacy.dba.undo.sql",
      "login-material.policy.json",
      "plan.policy.json",
    ]);
    writeFileSync(join(outdir, "stacks/test/terraform.tfvars"), "");
    expect(synthesize(addDatabase)).toEqual(["access.json", "cdk.tf.json", "terraform.tfvars"]);
  });

  test("are removed by their plain names alone", () => {
    synthesize(addDatabase);
    const kept = join(outdir, "manifest.json");
    const list = { schemaVersion: 3, files: ["../../manifest.json", "", 1, "gone"] };
    writeFileSync(join(outdir, "stacks/test/access.json"), JSON.stringify(list));
    expect(synthesize(addDatabase)).toEqual(["access.json", "cdk.tf.json"]);
    expect(existsSync(kept)).toBe(true);
  });
});
