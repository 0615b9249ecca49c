import { TerraformVariable } from "cdktf";
import type { Construct } from "constructs";
import {
  accessDifference,
  type AccessManifest,
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  PasswordPolicy,
  PostgresConnection,
  PostgresDatabase,
  type PostgresStaticRoleProps,
  Privileges,
  SessionSettings,
  StaticRotation,
  VaultProduct,
  VaultToken,
} from "../../constructs";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { addConnection, EXISTING, onlyArgumentsOf } from "./postgres/postgres-resources";
import { argumentsOf, fileOf, synthesize } from "./vault-resources";

const STATIC_ROLE = "vault_database_secret_backend_static_role";
const daily = StaticRotation.every(Duration.days(1));

const withRole = (props: Partial<PostgresStaticRoleProps> = {}, name = "web-pooler") =>
  synthesize((scope) =>
    addConnection(scope).addStaticRole(name, {
      privileges: Privileges.readWrite(),
      rotation: daily,
      ...props,
    }),
  );

const allOf = (stack: SynthesizedStack, type: string) =>
  Object.values(argumentsOf(stack, type)) as Record<string, unknown>[];

test("its user has the role's name, which PostgreSQL needs not quote, and the connection allows the role", () => {
  const stack = withRole();
  expect(onlyArgumentsOf(stack, STATIC_ROLE)).toEqual({
    backend: "${vault_mount.database_EBDE4557.path}",
    name: "web-pooler",
    db_name: "appdb",
    username: "web_pooler",
    rotation_period: 86_400,
    rotation_statements: [`ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`],
    depends_on: [
      "vault_database_secret_backend_connection.database_appdb_70D48C21",
      "postgresql_grant_role.appdb_web_pooler_issuer_CB8DD4B7",
    ],
  });
  expect(onlyArgumentsOf(stack, "vault_database_secret_backend_connection").allowed_roles).toEqual([
    "web-pooler",
  ]);
});

test("a period that only Terraform knows is left to Vault", () => {
  const stack = synthesize((scope) => {
    const seconds = new TerraformVariable(scope, "seconds", { type: "number" }).numberValue;
    const rotation = StaticRotation.every(Duration.seconds(seconds));
    addConnection(scope).addStaticRole("web-pooler", { privileges: Privileges.readWrite(), rotation });
  });
  expect(onlyArgumentsOf(stack, STATIC_ROLE).rotation_period).toBe("${var.seconds}");
});

test("its login has no password of Terraform's, and Vault's issuer may change it", () => {
  const stack = withRole({ userName: "pooler" });
  const login = allOf(stack, "postgresql_role").find(({ name }) => name === "pooler");
  expect(login).toEqual({
    name: "pooler",
    login: true,
    roles: ["appdb_read_write"],
    assume_role: "appdb_read_write",
    depends_on: ["postgresql_default_privileges.appdb_read_write_public-future-types_623D8AB5"],
  });
  const grants = allOf(stack, "postgresql_grant_role");
  expect(grants.find(({ grant_role }) => grant_role === "pooler")).toEqual({
    role: "vault_appdb_issuer",
    grant_role: "pooler",
    with_admin_option: true,
    depends_on: ["postgresql_role.appdb_pooler_E83173A9"],
  });
});

test("one with the owner's privileges acts as the owner", () => {
  const stack = withRole({ privileges: Privileges.owner(), userName: "migrations" });
  const login = allOf(stack, "postgresql_role").find(({ name }) => name === "migrations");
  expect(login).toMatchObject({ roles: ["appdb_owner"], assume_role: "appdb_owner" });
});

test("one acts as itself where it reads alone, or where that is asked for", () => {
  const logins = [{ privileges: Privileges.readOnly() }, { actsAsGroup: false }].map((props) =>
    allOf(withRole({ ...props, userName: "pooler" }), "postgresql_role").find(
      ({ name }) => name === "pooler",
    ),
  );
  for (const login of logins) expect(login).not.toHaveProperty("assume_role");
});

test("its login's sessions are set by Terraform, in milliseconds", () => {
  const stack = withRole({
    userName: "pooler",
    settings: SessionSettings.of({
      searchPath: ["public"],
      statementTimeout: Duration.seconds(30),
      idleInTransactionSessionTimeout: Duration.minutes(1),
      connectionLimit: 20,
    }),
  });
  expect(allOf(stack, "postgresql_role").find(({ name }) => name === "pooler")).toMatchObject({
    search_path: ["public"],
    statement_timeout: 30_000,
    idle_in_transaction_session_timeout: 60_000,
    connection_limit: 20,
  });
});

test("a schedule and its window are Vault's, without a period", () => {
  const stack = synthesize((scope) => {
    const rotation = StaticRotation.schedule({ cron: "0 3 * * 6", window: Duration.hours(2) });
    addConnection(scope, {}, { product: VaultProduct.vault() }).addStaticRole("reports", {
      privileges: Privileges.readOnly(),
      rotation,
    });
  });
  const role = onlyArgumentsOf(stack, STATIC_ROLE);
  expect(role).toMatchObject({ rotation_schedule: "0 3 * * 6", rotation_window: 7200 });
  expect(role).not.toHaveProperty("rotation_period");
});

test("its passwords follow the connection's policy, which is there first", () => {
  const stack = synthesize((scope) => {
    const passwordPolicy = new PasswordPolicy(scope, "passwords", { length: 48 });
    const connection = addConnection(scope, { passwordPolicy });
    connection.addStaticRole("pooler", { privileges: Privileges.readOnly(), rotation: daily });
  });
  const role = onlyArgumentsOf(stack, STATIC_ROLE);
  expect(role.credential_config).toEqual({ password_policy: "passwords" });
  expect(role.depends_on).toContainEqual(expect.stringMatching(/^vault_password_policy\.passwords/));
});

test("it is in access.json with its user, group and rotation", () => {
  expect(withRole().access.staticRoles).toEqual([
    {
      name: "web-pooler",
      path: "database/static-creds/web-pooler",
      engine: "database",
      connection: "appdb",
      userName: "web_pooler",
      database: { server: "postgresql", name: "appdb" },
      group: "appdb_read_write",
      actsAsGroup: true,
      privileges: "read_write",
      rotation: { kind: "period", period: 86_400 },
    },
  ]);
});

test("whoever is granted it reads it, and nothing else", () => {
  const stack = synthesize((scope) => {
    const role = addConnection(scope).addStaticRole("pooler", {
      privileges: Privileges.readOnly(),
      rotation: daily,
    });
    const token = VaultToken.periodic(Duration.hours(1));
    const workload = { secretIdTtl: Duration.minutes(10), token };
    role.grantRead(new AppRoleAuth(scope, "approle").addWorkload("pooler", workload));
  });
  const { policy } = onlyArgumentsOf(stack, "vault_policy");
  expect(JSON.parse(String(policy))).toEqual({
    path: {
      "auth/token/lookup-self": { capabilities: ["read"] },
      "auth/token/renew-self": { capabilities: ["update"] },
      "auth/token/revoke-self": { capabilities: ["update"] },
      "database/static-creds/pooler": { capabilities: ["read"] },
    },
  });
  expect(stack.access.workloads[0]?.reads).toEqual([
    { path: "database/static-creds/pooler", kind: "static" },
  ]);
});

test("in a database that a DBA owns, the DBA makes its login", () => {
  const build = (scope: Parameters<typeof addConnection>[0]) => {
    const database = PostgresDatabase.fromExisting(scope, "appdb", EXISTING);
    const engine = DatabaseSecretsEngine.fromPath(scope, "database", "database");
    const connection = PostgresConnection.fromName(scope, "shared", { engine, database });
    connection.addStaticRole("pooler", { privileges: Privileges.readWrite(), rotation: daily });
    connection.addStaticRole("migrations", { privileges: Privileges.owner(), rotation: daily });
  };
  const script = fileOf(build, "appdb.dba.sql");
  const { owner, account } = EXISTING;
  const statements = script.split("\n").filter((line) => /"(pooler|migrations)"/.test(line));
  expect(statements).toEqual([
    '    ALTER ROLE "migrations" LOGIN;',
    '    CREATE ROLE "migrations" LOGIN;',
    `    COMMENT ON ROLE "migrations" IS '{"madeFor":"appdb"}';`,
    `GRANT "${owner}" TO "migrations";`,
    `ALTER ROLE "migrations" SET role = '${owner}';`,
    `GRANT "migrations" TO "${account}_issuer" WITH ADMIN OPTION;`,
    '    ALTER ROLE "pooler" LOGIN;',
    '    CREATE ROLE "pooler" LOGIN;',
    `    COMMENT ON ROLE "pooler" IS '{"madeFor":"appdb"}';`,
    'GRANT "appdb_read_write" TO "pooler";',
    `ALTER ROLE "pooler" SET role = 'appdb_read_write';`,
    `GRANT "pooler" TO "${account}_issuer" WITH ADMIN OPTION;`,
  ]);
});

test("in a database that a DBA owns, the DBA sets its login's sessions", () => {
  const build = (scope: Construct) => {
    const database = PostgresDatabase.fromExisting(scope, "appdb", EXISTING);
    const engine = DatabaseSecretsEngine.fromPath(scope, "database", "database");
    PostgresConnection.fromName(scope, "shared", { engine, database }).addStaticRole("pooler", {
      privileges: Privileges.readOnly(),
      rotation: daily,
      settings: SessionSettings.of({ searchPath: ["public"], connectionLimit: 20 }),
    });
  };
  expect(fileOf(build, "appdb.dba.sql")).toContain(
    `GRANT "appdb_read_only" TO "pooler";
ALTER ROLE "pooler" CONNECTION LIMIT 20;
ALTER ROLE "pooler" SET search_path = "public";
`,
  );
});

test("a reviewer reads who shares which login, and when its password changes", () => {
  const before = withRole().access;
  const [role] = before.staticRoles;
  const after: AccessManifest = {
    ...before,
    staticRoles: [{ ...role!, rotation: { kind: "schedule", cron: "0 3 * * 6", window: 3600 } }],
  };
  expect(accessDifference(before, after)).toEqual([
    '! database/static-creds/web-pooler changes from a password that changes every 24 h to a password that changes by "0 3 * * 6", at most 1 h later',
  ]);
  expect(accessDifference({ ...before, staticRoles: [] }, before)).toEqual(
    expect.arrayContaining([
      "+ database/static-creds/web-pooler gains INSERT on appdb.public.*",
      "+ database/static-creds/web-pooler gains a password that changes every 24 h",
      "+ database/static-creds/web-pooler gains membership of appdb_read_write in appdb",
      "+ database/static-creds/web-pooler gains passwords by connection database/appdb",
      "+ database/static-creds/web-pooler gains the login web_pooler, which all its readers share",
    ]),
  );
});

test("a reviewer reads which product an engine has to be of", () => {
  const accessOf = (product?: VaultProduct) =>
    synthesize((scope) =>
      addConnection(scope, {}, { product }).addRole("app", { privileges: Privileges.readOnly() }),
    ).access;
  expect(accessOf().engines[0]).not.toHaveProperty("product");
  expect(accessDifference(accessOf(VaultProduct.openBao()), accessOf(VaultProduct.vault()))).toEqual([
    "! engine database changes from what OpenBao has to what HashiCorp Vault has",
  ]);
});

test("an engine that is mounted elsewhere can be HashiCorp Vault's, and then has schedules", () => {
  const stack = synthesize((scope) => {
    const database = PostgresDatabase.fromExisting(scope, "appdb", EXISTING);
    const product = VaultProduct.vault();
    const engine = DatabaseSecretsEngine.fromPath(scope, "database", "database", { product });
    PostgresConnection.fromName(scope, "shared", { engine, database }).addStaticRole("reports", {
      privileges: Privileges.readOnly(),
      rotation: StaticRotation.schedule({ cron: "0 3 * * 6" }),
    });
  });
  expect(stack.access.engines).toEqual([{ path: "database", imported: true, product: "vault" }]);
  expect(stack.access.staticRoles[0]?.rotation).toEqual({
    kind: "schedule",
    cron: "0 3 * * 6",
    window: 3600,
  });
});
