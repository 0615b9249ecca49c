import { DatabaseSecretBackendRole } from "@cdktf/provider-vault/lib/database-secret-backend-role";
import {
  accessDifference,
  type PostgresRoleProps,
  DatabaseSecretsEngine,
  Duration,
  PostgresConnection,
  PostgresDatabase,
  Privileges,
  RateLimit,
  SessionSettings,
} from "../../constructs";
import { findingsOf } from "./bad-inputs/bad-input";
import { addConnection, EXISTING, onlyArgumentsOf } from "./postgres/postgres-resources";
import { argumentsOf, synthesize } from "./vault-resources";

const ROLE = "vault_database_secret_backend_role";

const withRole = (props: Partial<PostgresRoleProps> = {}, name = "app-readonly") =>
  synthesize((scope) => addConnection(scope).addRole(name, { privileges: Privileges.readOnly(), ...props }));

test("a role that says no TTL has its engine's", () => {
  const stack = synthesize((scope) => {
    const engine = { defaultLeaseTtl: Duration.minutes(15), maxLeaseTtl: Duration.hours(12) };
    addConnection(scope, {}, engine).addRole("app", { privileges: Privileges.readOnly() });
  });
  expect(onlyArgumentsOf(stack, "vault_database_secret_backend_role")).toMatchObject({
    default_ttl: 900,
    max_ttl: 43_200,
  });
});

test("a leased role is a member of its set's group and granted nothing itself", () => {
  const { revocation_statements: revocation, ...role } = onlyArgumentsOf(withRole(), ROLE);
  expect(role).toEqual({
    backend: "${vault_mount.database_EBDE4557.path}",
    name: "app-readonly",
    db_name: "appdb",
    default_ttl: 3600,
    max_ttl: 86_400,
    creation_statements: [
      `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' INHERIT IN ROLE "appdb_read_only"`,
      `DO $without_set_role$
BEGIN
  IF pg_catalog.current_setting('server_version_num')::pg_catalog.int4 OPERATOR(pg_catalog.>=) 160000 THEN
    EXECUTE $grant$GRANT "appdb_read_only" TO "{{name}}" WITH SET FALSE$grant$;
  END IF;
END $without_set_role$`,
    ],
    renew_statements: [`ALTER ROLE "{{name}}" VALID UNTIL '{{expiration}}'`],
    depends_on: [
      "vault_database_secret_backend_connection.database_appdb_70D48C21",
      "postgresql_grant_role.appdb_read_only_issuer_7BFB010C",
    ],
  });
  expect((revocation as string[])[1]).toBe("COMMIT AND CHAIN");
  expect((revocation as string[])[2]).toContain(
    `format('REASSIGN OWNED BY %I TO %I', leased, 'appdb_owner')`,
  );
});

test("a limit of requests is on the path that is read, and on no other", () => {
  const stack = withRole({ rateLimit: RateLimit.of(10, { per: Duration.minutes(1) }) });
  expect(onlyArgumentsOf(stack, "vault_quota_rate_limit")).toEqual({
    name: "database-app-readonly",
    path: "${vault_mount.database_EBDE4557.path}/creds/app-readonly",
    rate: 10,
    interval: 60,
  });
  expect(stack.access.roles[0]?.rateLimit).toEqual({ name: "database-app-readonly", requests: 10, per: 60 });
  expect(argumentsOf(withRole(), "vault_quota_rate_limit")).toEqual({});
});

test("a leased owner acts as the owner, and waits for the issuer's membership in it", () => {
  const role = onlyArgumentsOf(withRole({ privileges: Privileges.owner() }), ROLE);
  expect(role.creation_statements).toEqual([
    `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' INHERIT IN ROLE "appdb_owner"`,
    `ALTER ROLE "{{name}}" SET role = 'appdb_owner'`,
  ]);
  expect(role.depends_on).toEqual([
    "vault_database_secret_backend_connection.database_appdb_70D48C21",
    "postgresql_grant_role.appdb_issuer-owner_AE0D609D",
  ]);
});

test("a leased role whose set writes acts as its group, so that the next one finds what it made", () => {
  const column = { columns: { customers: { UPDATE: ["name"] } } } as const;
  const sets = {
    appdb_read_write: Privileges.readWrite(),
    appdb_clerk: Privileges.of({ name: "clerk", ...column }),
    appdb_cleaner: Privileges.of({ name: "cleaner", tables: { "*": ["TRUNCATE"] } }),
  };
  for (const [group, privileges] of Object.entries(sets)) {
    const role = onlyArgumentsOf(withRole({ privileges }), ROLE);
    expect(role.creation_statements).toEqual([
      `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' INHERIT IN ROLE "${group}"`,
      `ALTER ROLE "{{name}}" SET role = '${group}'`,
    ]);
  }
});

test("a leased role acts as its group, or as itself, where that is asked for", () => {
  const acting = withRole({ actsAsGroup: true });
  expect(onlyArgumentsOf(acting, ROLE).creation_statements).toContain(
    `ALTER ROLE "{{name}}" SET role = 'appdb_read_only'`,
  );
  expect(acting.access.roles[0]).toMatchObject({ actsAsGroup: true });
  const itself = withRole({ privileges: Privileges.readWrite(), actsAsGroup: false });
  expect(String(onlyArgumentsOf(itself, ROLE).creation_statements)).not.toContain("SET role");
  expect(accessDifference(itself.access, withRole({ privileges: Privileges.readWrite() }).access)).toEqual([
    "+ database/creds/app-readonly gains sessions that act as appdb_read_write",
  ]);
});

test("a leased role's sessions are set as asked for, in milliseconds", () => {
  const settings = SessionSettings.of({
    searchPath: ["public"],
    statementTimeout: Duration.seconds(30),
    lockTimeout: Duration.seconds(2),
    idleInTransactionSessionTimeout: Duration.minutes(1),
    connectionLimit: 4,
  });
  const stack = withRole({ settings });
  const [create, , ...set] = onlyArgumentsOf(stack, ROLE).creation_statements as string[];
  expect(create).toBe(
    `CREATE ROLE "{{name}}" LOGIN PASSWORD '{{password}}' VALID UNTIL '{{expiration}}' CONNECTION LIMIT 4 INHERIT IN ROLE "appdb_read_only"`,
  );
  expect(set).toEqual([
    'ALTER ROLE "{{name}}" SET search_path = "public"',
    'ALTER ROLE "{{name}}" SET statement_timeout = 30000',
    'ALTER ROLE "{{name}}" SET lock_timeout = 2000',
    'ALTER ROLE "{{name}}" SET idle_in_transaction_session_timeout = 60000',
  ]);
  expect(accessDifference(withRole().access, stack.access)).toEqual([
    "+ database/creds/app-readonly gains at most 4 sessions for each login",
    "+ database/creds/app-readonly gains idle_in_transaction_session_timeout 1 min",
    "+ database/creds/app-readonly gains lock_timeout 2 s",
    "+ database/creds/app-readonly gains search_path public",
    "+ database/creds/app-readonly gains statement_timeout 30 s",
  ]);
});

test("people get 5 sessions and statements of 5 minutes, programs 4 and 30 seconds, unless their props say otherwise", () => {
  expect(SessionSettings.people().describe()).toEqual({
    statementTimeout: 300,
    lockTimeout: 10,
    idleInTransactionSessionTimeout: 600,
    connectionLimit: 5,
  });
  expect(SessionSettings.programs().describe()).toEqual({
    statementTimeout: 30,
    lockTimeout: 2,
    idleInTransactionSessionTimeout: 30,
    connectionLimit: 4,
  });
  expect(SessionSettings.programs({ searchPath: ["sales"], connectionLimit: 1 }).describe()).toMatchObject({
    searchPath: ["sales"],
    statementTimeout: 30,
    connectionLimit: 1,
  });
});

test("TTLs are what was given, and may be one length", () => {
  const stack = withRole({ defaultTtl: Duration.minutes(15), maxTtl: Duration.minutes(15) });
  expect(onlyArgumentsOf(stack, ROLE)).toMatchObject({ default_ttl: 900, max_ttl: 900 });
});

test("a role is in access.json with its path, group and TTLs", () => {
  expect(withRole().access.roles).toEqual([
    {
      kind: "leased",
      name: "app-readonly",
      path: "database/creds/app-readonly",
      engine: "database",
      connection: "appdb",
      database: { server: "postgresql", name: "appdb" },
      group: "appdb_read_only",
      actsAsGroup: false,
      privileges: "read_only",
      defaultTtl: 3600,
      maxTtl: 86_400,
    },
  ]);
});

test("a role of a connection from elsewhere waits for its group alone", () => {
  const stack = synthesize((scope) => {
    const connection = PostgresConnection.fromName(scope, "shared", {
      engine: DatabaseSecretsEngine.fromPath(scope, "imported", "database"),
      database: new PostgresDatabase(scope, "appdb", { databaseName: "appdb" }),
    });
    connection.addRole("app-readonly", { privileges: Privileges.readOnly() });
  });
  expect(onlyArgumentsOf(stack, ROLE)).toMatchObject({
    backend: "database",
    db_name: "shared",
    depends_on: ["postgresql_grant_role.appdb_read_only_issuer_7BFB010C"],
  });
});

test("a role of a database that a DBA owns waits for nothing but its connection", () => {
  const stack = synthesize((scope) => {
    const connection = PostgresConnection.fromName(scope, "shared", {
      engine: DatabaseSecretsEngine.fromPath(scope, "imported", "database"),
      database: PostgresDatabase.fromExisting(scope, "appdb", EXISTING),
    });
    connection.addRole("app-readonly", { privileges: Privileges.readOnly() });
  });
  expect(onlyArgumentsOf(stack, ROLE)).not.toHaveProperty("depends_on");
});

test.each(["rotation", "password", "Resource", "role-rotation"])(
  "a role called %s, as a child of its connection is, has that name in Vault",
  (name) => {
    const stack = withRole({}, name);
    expect(onlyArgumentsOf(stack, ROLE)).toMatchObject({ name });
    expect(onlyArgumentsOf(stack, "vault_database_secret_backend_connection").allowed_roles).toEqual([name]);
    expect(stack.access.roles.map(({ path }) => path)).toEqual([`database/creds/${name}`]);
    expect(Object.keys(argumentsOf(stack, "vault_generic_endpoint"))).toHaveLength(1);
  },
);

test("a role gives out its Terraform resource, its path and its TTLs", () => {
  synthesize((scope) => {
    const role = addConnection(scope).addRole("app", { privileges: Privileges.readOnly() });
    expect(role.node.defaultChild).toBeInstanceOf(DatabaseSecretBackendRole);
    expect(role.path).toBe("database/creds/app");
    expect([role.defaultTtl, role.maxTtl].map(String)).toEqual(["1 hour", "24 hours"]);
  });
});

test("everything that is wrong with a role is told at once", () => {
  const findings = findingsOf((scope) =>
    addConnection(scope).addRole("my app", {
      privileges: Privileges.readOnly(),
      defaultTtl: Duration.days(2),
    }),
  );
  expect(findings.map(({ path, message }) => [path, message])).toEqual([
    ["bad/database/appdb/my app", 'role "my app" can\'t be part of a Vault path'],
    ["bad/database/appdb/my app", "defaultTtl is 2 days, longer than maxTtl, which is 24 hours"],
  ]);
});
