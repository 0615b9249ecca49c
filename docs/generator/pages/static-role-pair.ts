import {
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  VaultToken,
} from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "StaticRolePair",
  file: "static-role-pair.ts",
  props: [
    ["PostgresStaticRolePairProps", "postgres/postgres-static-role-pair.ts"],
    ["StaticRolePairProps", "static-role-pair.ts"],
  ],
  without: /^(?!vault_database_secret_backend_static_role|vault_policy)/,
  example(stack) {
    const database = new DatabaseSecretsEngine(stack, "database");
    const connection = database.addPostgresConnection("appdb", {
      database: new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }),
      endpoint: { host: "postgres.internal" },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.generated(),
    });
    const pair = connection.addStaticRolePair("web", {
      privileges: Privileges.readWrite(),
      period: Duration.days(2),
      longestUse: Duration.hours(12),
    });
    const pooler = new AppRoleAuth(stack, "approle").addWorkload("pooler", {
      secretIdTtl: Duration.minutes(10),
      token: VaultToken.periodic(Duration.hours(1)),
    });
    pair.grantRead(pooler);
  },
};
