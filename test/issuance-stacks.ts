import { type TerraformStack, TerraformVariable } from "cdktf";
import {
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  Issuance,
  OperatorPolicies,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  SessionSettings,
  StaticRotation,
  VaultToken,
} from "../constructs";
import type { OtherStack } from "./other-stacks";

export const FUNCTIONS_STACK = "leased roles of all kinds that functions make";

/** @param maxTtl of the credential that an application reads */
export function addFunctions(stack: TerraformStack, maxTtl = Duration.hours(24)): void {
  const database = new PostgresDatabase(stack, "appdb", {
    databaseName: "appdb",
    schemas: ["public"],
    otherOwners: [{ name: "sales_owner", schemas: ["sales"] }],
    issuance: Issuance.functions(),
  });
  const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
    database,
    endpoint: { host: "postgres" },
    tls: PostgresTls.disabled(),
    rootCredential: RootCredential.generated(),
  });
  const readwrite = connection.addRole("app-readwrite", {
    privileges: Privileges.readWrite(),
    maxTtl,
    settings: SessionSettings.of({ statementTimeout: Duration.seconds(30), connectionLimit: 5 }),
  });
  // Its sessions act as themselves.
  connection.addRole("app-readonly", { privileges: Privileges.readOnly() });
  connection.addRole("app-migrator", { privileges: Privileges.owner(), maxTtl: Duration.hours(1) });
  connection.addRole("sales-migrator", { privileges: Privileges.owner("sales_owner") });
  const reports = Privileges.of({ name: "reports", schemas: ["sales"], tables: { "*": ["SELECT"] } });
  connection.addStaticRole("reports", {
    privileges: reports,
    rotation: StaticRotation.every(Duration.days(1)),
  });
  const job = {
    secretIdTtl: Duration.minutes(5),
    secretIdUses: 3,
    token: VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.hours(2) }),
  };
  readwrite.grantRead(new AppRoleAuth(stack, "approle").addWorkload("app", job));
  OperatorPolicies.attach(stack);
}

/** Stacks whose leased roles are made by functions. */
export const ISSUANCE_STACKS: readonly OtherStack[] = [
  [
    FUNCTIONS_STACK,
    (stack) => addFunctions(stack),
    [
      "app-readwrite: revocation-ends-it",
      "app-migrator: may-create-table",
      "appdb: functions-do-nothing-else",
    ],
  ],
  [
    "leased roles that functions make in a database that a DBA owns, next to a static one",
    (stack) => {
      const database = PostgresDatabase.fromExisting(stack, "appdb", {
        databaseName: "appdb",
        owner: "app_owner",
        account: "vault_appdb",
        issuance: Issuance.functions(),
      });
      const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
        database,
        endpoint: { host: "postgres" },
        tls: PostgresTls.disabled(),
        rootCredential: RootCredential.fromVariable(new TerraformVariable(stack, "root", { type: "string" })),
      });
      connection.addRole("app-readwrite", { privileges: Privileges.readWrite() });
      connection.addRole("app-migrator", { privileges: Privileges.owner() });
      connection.addStaticRole("reports", {
        privileges: Privileges.readOnly(),
        rotation: StaticRotation.every(Duration.days(1)),
      });
      OperatorPolicies.attach(stack);
    },
    [
      "app-readwrite: revocation-ends-it",
      "app-migrator: may-create-table",
      "postgres:5432/appdb: functions-do-nothing-else",
    ],
  ],
];
