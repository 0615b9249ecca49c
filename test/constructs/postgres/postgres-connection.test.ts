import { DatabaseSecretBackendConnection } from "@cdktf/provider-vault/lib/database-secret-backend-connection";
import { TerraformVariable } from "cdktf";
import { Duration, type PostgresConnectionProps, Privileges } from "../../../constructs";
import { addConnection, onlyArgumentsOf } from "./postgres-resources";
import { argumentsOf, fileOf, synthesize } from "../vault-resources";

const CONNECTION = "vault_database_secret_backend_connection";
const ACCOUNT = "postgresql_role.appdb_account_9087196E";

const connected = (props: Partial<PostgresConnectionProps> = {}) =>
  synthesize((scope) => addConnection(scope, props));

const blockOf = (props: Partial<PostgresConnectionProps> = {}) =>
  onlyArgumentsOf(connected(props), CONNECTION).postgresql;

test("Vault logs in by a template, with SCRAM, once its account may connect", () => {
  expect(argumentsOf(connected(), CONNECTION)).toEqual({
    "vault_database_secret_backend_connection.database_appdb_70D48C21": {
      backend: "${vault_mount.database_EBDE4557.path}",
      name: "appdb",
      allowed_roles: [],
      verify_connection: true,
      root_rotation_statements: [
        "SET LOCAL ROLE NONE",
        `ALTER ROLE "{{username}}" WITH PASSWORD '{{password}}'`,
      ],
      postgresql: {
        connection_url:
          "postgresql://{{username}}:{{password}}@postgres.internal:5432/appdb?sslmode=verify-full",
        username: "vault_appdb",
        username_template: "v-{{.RoleName | truncate 24}}-{{random 20}}-{{unix_time}}",
        password_wo: "${ephemeral.random_password.database_appdb_password_1BD4607C.result}",
        password_wo_version: 1,
        password_authentication: "scram-sha-256",
        max_open_connections: 4,
        max_idle_connections: 4,
        max_connection_lifetime: 300,
      },
      depends_on: ["postgresql_grant.appdb_account-connect_EB9669ED"],
    },
  });
});

test("port, pool and names of leased roles are what was given", () => {
  const usernameTemplate = "{{.RoleName}}-{{random 20}}";
  const props = { maxOpenConnections: 10, maxConnectionLifetime: Duration.minutes(1), usernameTemplate };
  expect(blockOf({ ...props, endpoint: { host: "[fd00::5]", port: 6432 } })).toMatchObject({
    connection_url: "postgresql://{{username}}:{{password}}@[fd00::5]:6432/appdb?sslmode=verify-full",
    max_open_connections: 10,
    max_idle_connections: 10,
    max_connection_lifetime: 60,
    username_template: "{{.RoleName}}-{{random 20}}",
  });
});

test("Vault rotates the password as soon as the connection is there", () => {
  for (const rotateRoot of [undefined, true]) {
    const stack = connected({ rotateRoot });
    expect(onlyArgumentsOf(stack, "vault_generic_endpoint")).toEqual({
      path: "${vault_mount.database_EBDE4557.path}/rotate-root/appdb",
      data_json: '{"generation":1}',
      disable_read: true,
      disable_delete: true,
      depends_on: ["vault_database_secret_backend_connection.database_appdb_70D48C21"],
    });
    expect(stack.access.connections.map(({ rotated }) => rotated)).toEqual([true]);
  }
});

test("a password that isn't to be rotated isn't", () => {
  const stack = connected({ rotateRoot: false });
  expect(argumentsOf(stack, "vault_generic_endpoint")).toEqual({});
  expect(stack.access.connections.map(({ rotated }) => rotated)).toEqual([false]);
});

test("a generation resets the password in PostgreSQL and in Vault, and rotates it again", () => {
  const stack = connected({ generation: 7 });
  expect(argumentsOf(stack, "postgresql_role")[ACCOUNT]).toMatchObject({ password_wo_version: "7" });
  expect(onlyArgumentsOf(stack, CONNECTION)).toMatchObject({ postgresql: { password_wo_version: 7 } });
  expect(onlyArgumentsOf(stack, "vault_generic_endpoint")).toMatchObject({ data_json: '{"generation":7}' });
});

test("a generation that only Terraform knows reaches all three", () => {
  const stack = synthesize((scope) => {
    const generation = new TerraformVariable(scope, "generation", { type: "number" }).numberValue;
    addConnection(scope, { generation });
  });
  expect(argumentsOf(stack, "postgresql_role")[ACCOUNT]).toMatchObject({
    password_wo_version: "${var.generation}",
  });
  expect(onlyArgumentsOf(stack, CONNECTION)).toMatchObject({
    postgresql: { password_wo_version: "${var.generation}" },
  });
  expect(onlyArgumentsOf(stack, "vault_generic_endpoint")).toMatchObject({
    data_json: '{"generation":${var.generation}}',
  });
});

test("a connection allows the roles that were added to it, and no others", () => {
  const stack = synthesize((scope) => {
    const connection = addConnection(scope);
    connection.addRole("app-readwrite", { privileges: Privileges.readWrite() });
    connection.addRole("app-readonly", { privileges: Privileges.readOnly() });
  });
  expect(onlyArgumentsOf(stack, CONNECTION).allowed_roles).toEqual(["app-readonly", "app-readwrite"]);
});

test("passwords of leased roles are Vault's own, if there is no policy for them", () => {
  const stack = synthesize((scope) =>
    addConnection(scope).addRole("app", { privileges: Privileges.readOnly() }),
  );
  expect(onlyArgumentsOf(stack, "vault_database_secret_backend_role")).not.toHaveProperty(
    "credential_config",
  );
  expect(stack.access.roles[0]).not.toHaveProperty("passwordPolicy");
});

test("Terraform is of a version that keeps passwords out of plan and state", () => {
  const { terraform } = JSON.parse(fileOf(addConnection, "cdk.tf.json"));
  expect(terraform.required_version).toBe(">= 1.11.0");
});

test("no argument holds a password: each is an expression", () => {
  const text = fileOf(
    (scope) => addConnection(scope).addRole("app", { privileges: Privileges.readOnly() }),
    "cdk.tf.json",
  );
  const passwords = [...text.matchAll(/"(?:\w*_)?password(?:_wo)?": (.*)/g)].map(([, value]) => value);
  expect(passwords.filter((value) => !value?.startsWith("{"))).toEqual([
    '"${ephemeral.random_password.database_appdb_password_1BD4607C.result}",',
    '"${ephemeral.random_password.database_appdb_password_1BD4607C.result}",',
  ]);
  expect([...text.matchAll(/PASSWORD '([^']*)'/g)].map(([, value]) => value)).toEqual([
    "{{password}}",
    "{{password}}",
  ]);
  expect([...text.matchAll(/:\/\/[^@"]*@/g)].map(String)).toEqual(["://{{username}}:{{password}}@"]);
});

test("a connection gives out its Terraform resource", () => {
  synthesize((scope) => {
    expect(addConnection(scope).node.defaultChild).toBeInstanceOf(DatabaseSecretBackendConnection);
  });
});

test.each(["my_database", "postgres.internal.", "_service", "10.0.0.1", "[::1]"])(
  "the server may be called %s",
  (host) => {
    const { access } = synthesize((scope) => addConnection(scope, { endpoint: { host } }));
    expect(access.connections[0]?.endpoint).toEqual({ host, port: 5432 });
  },
);
