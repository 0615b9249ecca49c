import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  BreakGlassAccess,
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
  SessionSettings,
  StaticRotation,
} from "../constructs";

const existing = { databaseName: "appdb", owner: "app_owner", account: "vault_appdb" };

/** The stack whose tables belong to two roles. */
export const OTHER_OWNERS_STACK =
  "two owners, one with a schema of its own, who both make objects in another";

/** The stack with a schema for extensions. */
export const EXTENSION_SCHEMA_STACK = "a schema for extensions, and two owners who use them";

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
    OTHER_OWNERS_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", {
        ...existing,
        schemas: ["public", "sales"],
        otherOwners: [{ name: "billing_owner", schemas: ["billing", "sales"] }],
      });
      const connection = connect(stack, database);
      addRoles(connection);
      connection.addRole("billing-migrator", { privileges: Privileges.owner("billing_owner") });
      const clerk = {
        billing: SchemaPrivileges.readWrite(),
        sales: { tables: { invoices: ["SELECT"] } },
      } as const;
      connection.addRole("clerk", { privileges: Privileges.of({ name: "clerk", bySchema: clerk }) });
      connection.addStaticRole("billing-migrations", {
        privileges: Privileges.owner("billing_owner"),
        rotation: StaticRotation.every(Duration.hours(24)),
      });
      new BreakGlassAccess(stack, "break-glass", { database });
    },
    [
      "readonly: may-select",
      "readwrite: may-insert",
      "migrator: may-create-table",
      "migrator: may-not-select",
      "billing-migrator: may-create-table",
      "billing-migrator: may-become-owner",
      "billing-migrator: may-not-become-owner",
      "billing-migrator: revocation-keeps-objects",
      "billing-migrations: may-create-table",
      "clerk: may-select (sales.invoices)",
    ],
  ],
  [
    "two owners of a database that a DBA owns, who make schemas later and both use public",
    (stack) => {
      const database = PostgresDatabase.fromExisting(stack, "appdb", {
        ...existing,
        otherOwners: [
          { name: "billing_owner", schemas: ["billing", "public"] },
          { name: "archive_owner", schemas: ["archive"] },
        ],
        futureSchemas: true,
      });
      const connection = connectExisting(stack, database);
      addRoles(connection);
      connection.addRole("archivist", { privileges: Privileges.owner("archive_owner") });
    },
    ["readonly: may-select", "archivist: may-create-schema", "archivist: may-not-select", "migrator: login"],
  ],
  [
    EXTENSION_SCHEMA_STACK,
    (stack) => {
      const database = new PostgresDatabase(stack, "appdb", {
        ...existing,
        extensionSchemas: ["ext"],
        otherOwners: [{ name: "billing_owner", schemas: ["billing"] }],
      });
      const connection = connect(stack, database);
      addRoles(connection);
      connection.addRole("billing-migrator", { privileges: Privileges.owner("billing_owner") });
      connection.addRole("person", {
        privileges: Privileges.readOnly(),
        settings: SessionSettings.people({ searchPath: ["billing"] }),
      });
      connection.addStaticRole("reports", {
        privileges: Privileges.readOnly(),
        rotation: StaticRotation.every(Duration.hours(24)),
      });
    },
    ["readonly", "readwrite", "migrator", "billing-migrator", "person", "reports"].map(
      (role) => `${role}: may-find-extension`,
    ),
  ],
  [
    "schemas for extensions of a database that a DBA owns, where schemas are made later, too",
    (stack) => {
      const database = PostgresDatabase.fromExisting(stack, "appdb", {
        ...existing,
        extensionSchemas: ["ext", "more_ext"],
        futureSchemas: true,
      });
      const connection = connectExisting(stack, database);
      addRoles(connection);
      connection.addStaticRole("reports", {
        privileges: Privileges.readOnly(),
        rotation: StaticRotation.every(Duration.hours(24)),
      });
    },
    ["readonly", "readwrite", "migrator", "reports"].map((role) => `${role}: may-find-extension`),
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
  [
    "extensions in schema public of a database that a DBA owns, whose tables are elsewhere",
    (stack) => {
      const database = PostgresDatabase.fromExisting(stack, "appdb", {
        ...existing,
        schemas: ["sales"],
        extensionSchemas: ["public"],
        otherOwners: [{ name: "billing_owner", schemas: ["billing"] }],
      });
      addRoles(connectExisting(stack, database));
    },
    [
      "readonly: may-find-extension",
      "migrator: may-find-extension",
      "postgres:5432/appdb: holds-only-what-is-described",
    ],
  ],
];
