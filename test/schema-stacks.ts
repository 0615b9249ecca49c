import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  DatabaseSecretsEngine,
  Duration,
  type IPostgresDatabase,
  OperatorPolicies,
  type PostgresConnection,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  SchemaPrivileges,
  StaticRotation,
} from "../constructs";

const existing = { databaseName: "appdb", owner: "app_owner", account: "vault_appdb" };

/** The stack with a schema for each tenant, also for those of later. */
export const FUTURE_SCHEMAS_STACK = "schemas that are made later, for some of its privilege sets";

function connect(
  stack: TerraformStack,
  database: IPostgresDatabase,
  rootCredential = RootCredential.generated(),
): PostgresConnection {
  const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
    database,
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential,
  });
  OperatorPolicies.attach(stack);
  return connection;
}

const connectExisting = (stack: TerraformStack, database: IPostgresDatabase) =>
  connect(
    stack,
    database,
    RootCredential.fromVariable(new TerraformVariable(stack, "root", { type: "string" })),
  );

function addRoles(connection: PostgresConnection): void {
  connection.addRole("readonly", { privileges: Privileges.readOnly() });
  connection.addRole("readwrite", { privileges: Privileges.readWrite() });
  connection.addRole("migrator", { privileges: Privileges.owner() });
}

/** Stacks whose databases have schemas of other kinds than the environments'. */
export const SCHEMA_STACKS: readonly (readonly [
  what: string,
  build: (stack: TerraformStack) => void,
  checks: readonly string[],
])[] = [
  [
    FUTURE_SCHEMAS_STACK,
    (stack) => {
      const schemas = ["public", "sales"];
      const database = new PostgresDatabase(stack, "appdb", { ...existing, schemas, futureSchemas: true });
      const connection = connect(stack, database);
      addRoles(connection);
      const { readOnly, readWrite } = SchemaPrivileges;
      const clerk = { public: readOnly(), sales: readWrite(), "*": readOnly() };
      connection.addRole("clerk", { privileges: Privileges.of({ name: "clerk", bySchema: clerk }) });
      const support = { schemas: ["sales"], tables: { "*": ["SELECT"] } } as const;
      connection.addRole("support", { privileges: Privileges.of({ name: "support", ...support }) });
      connection.addStaticRole("reports", {
        privileges: Privileges.readOnly(),
        rotation: StaticRotation.every(Duration.hours(24)),
      });
    },
    [
      "readonly: may-select",
      "readonly: may-use-type",
      "readwrite: may-insert",
      "clerk: may-select",
      "clerk: may-not-insert",
      "support: may-not-select",
      "reports: may-select",
      "appdb: owner-makes-objects-while-leased",
    ],
  ],
  [
    "schemas that are made later in a database that a DBA owns",
    (stack) => {
      const schemas = ["tenant_1", "tenant_2"];
      const database = PostgresDatabase.fromExisting(stack, "appdb", {
        ...existing,
        schemas,
        futureSchemas: true,
      });
      addRoles(connectExisting(stack, database));
    },
    ["readonly: may-select", "readonly: may-not-insert", "readwrite: may-execute"],
  ],
];
