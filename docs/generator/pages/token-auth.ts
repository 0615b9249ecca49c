import {
  AppRoleAuth,
  DatabaseSecretsEngine,
  Duration,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  TokenAuth,
  VaultToken,
} from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "TokenAuth",
  file: "token-auth.ts",
  props: [
    ["TokenWorkloadProps", "token-auth.ts"],
    ["GrantTokenProps", "token-auth.ts"],
    ["WrappingTtlProps", "wrapping-ttl.ts"],
  ],
  without: /^(vault_mount|vault_database|vault_generic|vault_auth|vault_approle|postgresql_)/,
  example(stack) {
    const database = new DatabaseSecretsEngine(stack, "database");
    const appdb = new PostgresDatabase(stack, "appdb", { databaseName: "appdb", owner: "app_owner" });
    const connection = database.addPostgresConnection("appdb", {
      database: appdb,
      endpoint: { host: "postgres.internal" },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.generated(),
    });
    const readonly = connection.addRole("app-readonly", { privileges: Privileges.readOnly() });

    const legacy = new TokenAuth(stack, "token").addWorkload("legacy", { period: Duration.hours(24) });
    readonly.grantRead(legacy);

    const pipeline = new AppRoleAuth(stack, "approle").addWorkload("pipeline", {
      secretIdTtl: Duration.minutes(10),
      token: VaultToken.bounded({ ttl: Duration.minutes(20), maxTtl: Duration.hours(1) }),
    });
    legacy.grantToken(pipeline);
  },
};
