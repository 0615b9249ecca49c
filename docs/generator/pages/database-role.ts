import {
  DatabaseSecretsEngine,
  Duration,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RateLimit,
  RootCredential,
  SessionSettings,
} from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "DatabaseRole",
  file: "database-role.ts",
  props: [
    ["DatabaseRoleProps", "database-role.ts"],
    ["SessionProps", "postgres/session-settings.ts"],
    ["SessionSettingsProps", "postgres/session-settings.ts"],
    ["PrivilegesProps", "postgres/privileges.ts"],
    ["SchemaPrivilegesProps", "postgres/schema-privileges.ts"],
  ],
  choices: [
    ["Privileges", "postgres/privileges.ts"],
    ["SchemaPrivileges", "postgres/schema-privileges.ts"],
    ["SessionSettings", "postgres/session-settings.ts"],
    ["RateLimit", "rate-limit.ts"],
  ],
  without: /^(vault_mount|vault_database_secret_backend_connection|vault_generic)/,
  example(stack) {
    const database = new DatabaseSecretsEngine(stack, "database");
    const appdb = new PostgresDatabase(stack, "appdb", { databaseName: "appdb", owner: "app_owner" });
    const connection = database.addPostgresConnection("appdb", {
      database: appdb,
      endpoint: { host: "postgres.internal" },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.generated(),
    });
    connection.addRole("app-readonly", {
      privileges: Privileges.readOnly(),
      defaultTtl: Duration.hours(1),
      maxTtl: Duration.hours(24),
      rateLimit: RateLimit.of(2, { per: Duration.minutes(1) }),
    });
    connection.addRole("support", {
      privileges: Privileges.of({
        name: "support",
        tables: { tickets: ["SELECT", "INSERT"] },
        columns: { customers: { SELECT: ["id", "name"] } },
        sequences: { tickets_id_seq: ["USAGE"] },
      }),
      settings: SessionSettings.people(),
    });
    connection.addRole("app-migrator", { privileges: Privileges.owner(), maxTtl: Duration.hours(1) });
  },
};
