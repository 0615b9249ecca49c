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
  title: "AppRoleAuth",
  file: "approle-auth.ts",
  props: [
    ["AppRoleAuthProps", "approle-auth.ts"],
    ["AppRoleWorkloadProps", "approle-auth.ts"],
    ["GrantSecretIdProps", "approle-auth.ts"],
    ["WrappingTtlProps", "wrapping-ttl.ts"],
    ["BoundedTokenProps", "vault-token.ts"],
  ],
  choices: [
    ["AppRoleAuth", "approle-auth.ts"],
    ["VaultToken", "vault-token.ts"],
  ],
  without: /^(vault_mount|vault_database|vault_generic|postgresql_)/,
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

    const approle = new AppRoleAuth(stack, "approle");
    const myapp = approle.addWorkload("myapp", {
      secretIdTtl: Duration.minutes(10),
      token: VaultToken.periodic(Duration.hours(1)),
    });
    readonly.grantRead(myapp);

    const pipeline = approle.addWorkload("pipeline", {
      secretIdTtl: Duration.minutes(10),
      token: VaultToken.bounded({ ttl: Duration.minutes(20), maxTtl: Duration.hours(1) }),
    });
    myapp.grantSecretId(pipeline, { wrappingTtl: { max: Duration.minutes(5) } });
  },
};
