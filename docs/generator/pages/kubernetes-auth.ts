import {
  DatabaseSecretsEngine,
  Duration,
  KubernetesAuth,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  VaultToken,
} from "../../../constructs";
import type { Page } from "../page";

export const page: Page = {
  title: "KubernetesAuth",
  file: "kubernetes-auth.ts",
  props: [
    ["KubernetesAuthProps", "kubernetes-auth.ts"],
    ["KubernetesWorkloadProps", "kubernetes-workload.ts"],
  ],
  choices: [
    ["KubernetesAuth", "kubernetes-auth.ts"],
    ["TokenReviewer", "token-reviewer.ts"],
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

    const kubernetes = new KubernetesAuth(stack, "kubernetes", { host: "https://kubernetes.default.svc" });
    const myapp = kubernetes.addWorkload("myapp", {
      serviceAccounts: ["myapp"],
      namespaces: ["shop"],
      audience: "vault",
      token: VaultToken.periodic(Duration.hours(1)),
    });
    readonly.grantRead(myapp);
  },
};
