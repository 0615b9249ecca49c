import {
  DatabaseSecretsEngine,
  Duration,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  StaticRotation,
  VaultProduct,
} from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "DatabaseStaticRole",
  file: "database-static-role.ts",
  props: [
    ["PostgresStaticRoleProps", "postgres/postgres-static-role.ts"],
    ["DatabaseStaticRoleProps", "database-static-role.ts"],
    ["RotationScheduleProps", "static-rotation.ts"],
  ],
  choices: [["StaticRotation", "static-rotation.ts"]],
  without: /^(vault_mount|vault_database_secret_backend_connection|vault_generic)/,
  example(stack) {
    const database = new DatabaseSecretsEngine(stack, "database", { product: VaultProduct.vault() });
    const connection = database.addPostgresConnection("appdb", {
      database: new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }),
      endpoint: { host: "postgres.internal" },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.generated(),
    });
    connection.addStaticRole("pgbouncer", {
      privileges: Privileges.readWrite(),
      rotation: StaticRotation.every(Duration.days(1)),
    });
    connection.addStaticRole("reports", {
      privileges: Privileges.readOnly(),
      userName: "reporting",
      rotation: StaticRotation.schedule({ cron: "0 3 * * 6", window: Duration.hours(2) }),
    });
  },
};
