import {
  DatabaseSecretsEngine,
  Duration,
  KubernetesAuth,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  VaultToken,
} from "../../../../constructs";
import type { Page } from "../../page";
import { manifestCommands } from "../../manifest-commands";

export const page: Page = {
  title: "ExternalSecrets",
  file: "kubernetes/external-secrets.ts",
  props: [
    ["ExternalSecretsProps", "kubernetes/external-secrets.ts"],
    ["OperatorProps", "kubernetes/operator-props.ts"],
    ["ExternalSecretProps", "kubernetes/external-secrets.ts"],
    ["SecretProps", "kubernetes/secret-props.ts"],
    ["CredentialProps", "credential/credential-props.ts"],
  ],
  without: /^(vault_|postgresql_)/,
  commands: manifestCommands,
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
    const web = kubernetes.addWorkload("web", {
      serviceAccounts: ["web"],
      namespaces: ["shop"],
      audience: "vault",
      token: VaultToken.periodic(Duration.hours(1)),
    });
    readonly.grantRead(web);

    web.externalSecrets({
      vaultAddress: "https://vault.internal:8200",
      vaultCaSecret: "vault-ca",
      secrets: [
        {
          role: readonly,
          name: "web-database",
          refreshInterval: Duration.minutes(25),
          variables: { DATABASE_URL: "url" },
        },
      ],
    });
  },
};
