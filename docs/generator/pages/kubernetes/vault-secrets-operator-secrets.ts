import {
  DatabaseSecretsEngine,
  Duration,
  KubernetesAuth,
  Pods,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  TransitSecretsEngine,
  VaultToken,
} from "../../../../constructs";
import { manifestCommands } from "../../manifest-commands";
import type { Page } from "../../page";

const READ_ANEW = `As version 1.4.1 does it: read in its source, and tried with its code on OpenBao, without a cluster. "Anew" is another user of a leased role, in a Secret that is
written at once, and a restart of all that \`restart\` names; that of a static role is read, and written when its password
is another one.

| What happens | What the operator does |
| --- | --- |
| the file is applied for the first time | reads anew, and starts again what \`restart\` names, though its pods have just started |
| an edit of a \`VaultDynamicSecret\`, whatever it is, its labels and annotations included | reads anew |
| an edit of the \`VaultAuth\` or the \`VaultConnection\` | logs in anew, and reads all Secrets of it anew |
| the service account is deleted and made again | logs in anew, and reads all Secrets anew, when the next is due |
| its token ends, is revoked, or couldn't be renewed until shortly before its end | logs in anew, and reads all Secrets of it anew |
| the operator is started again, or another of its pods takes over, with a client cache that outlives it | goes on where it was |
| the same without one, or when the key of the cache is gone | logs in anew, and reads every Secret of the cluster anew |
| a lease couldn't be renewed once, for whatever reason | reads anew |
| a lease comes near its \`max_ttl\`, or somebody revokes it | reads anew, when its renewal is due |
| somebody deletes the Secret | reads anew |
| somebody edits the Secret | nothing until it is written the next time |
| a Secret of this name is there already, and isn't its own | reads anew again and again, after 5 seconds to a minute, and can't write it: delete that one before, and limit the role's requests by \`rateLimit\` |
| the \`VaultDynamicSecret\` is deleted | revokes its lease at once, and the Secret goes, too |
| that of a static role is deleted | asks Vault to revoke a lease that it hasn't, and warns that this was refused; the Secret goes |
| the \`VaultAuth\` is deleted before it | can't revoke the lease, which ends by itself; the Secret goes |

The lease that was read before stays until it ends, also when somebody edits something: each edit is one user more for at
most \`default_ttl\`.`;

const PODS = `| A pod has the Secret | and the other credential |
| --- | --- |
| as files of a volume | within a minute or two; the application reads them when it connects, or is named in \`restart\` |
| as files by \`subPath\`, or by \`envFrom\` | when it starts: name what makes it in \`restart\` |

The password of a static role is in the Secret a second or so after its rotation. Until a pod has it, its open sessions go
on, and it opens no others.`;

export const page: Page = {
  title: "VaultSecretsOperatorSecrets",
  file: "kubernetes/vault-secrets-operator-secrets.ts",
  props: [
    ["VaultSecretsOperatorProps", "kubernetes/vault-secrets-operator-props.ts"],
    ["OperatorProps", "kubernetes/operator-props.ts"],
    ["VaultSecretsOperatorSecretProps", "kubernetes/vault-secrets-operator-props.ts"],
    ["SecretProps", "kubernetes/secret-props.ts"],
    ["CredentialProps", "credential/credential-props.ts"],
  ],
  choices: [["Pods", "kubernetes/pods.ts"]],
  without: /^(vault_|postgresql_)/,
  commands: manifestCommands,
  sections: [
    ["When pods have it", PODS],
    ["What issues anew, and restarts", READ_ANEW],
  ],
  example(stack) {
    const database = new DatabaseSecretsEngine(stack, "database");
    const appdb = new PostgresDatabase(stack, "appdb", { databaseName: "appdb", owner: "app_owner" });
    const connection = database.addPostgresConnection("appdb", {
      database: appdb,
      endpoint: { host: "postgres.internal" },
      tls: PostgresTls.verifyFull(),
      rootCredential: RootCredential.generated(),
    });
    const readwrite = connection.addRole("app-readwrite", { privileges: Privileges.readWrite() });

    const vaultAddress = "https://vault.internal:8200";
    const kubernetes = new KubernetesAuth(stack, "kubernetes", { host: "https://kubernetes.default.svc" });
    const operator = kubernetes.addVaultSecretsOperator({
      namespace: "vault-secrets-operator",
      audience: "vault",
      vaultAddress,
      transit: new TransitSecretsEngine(stack, "transit"),
    });
    const web = kubernetes.addWorkload("web", {
      serviceAccounts: ["web"],
      namespaces: ["shop"],
      audience: "vault",
      token: VaultToken.periodic(Duration.hours(1)),
    });
    readwrite.grantRead(web);

    web.vaultSecretsOperator({
      operator,
      vaultAddress,
      secrets: [
        {
          role: readwrite,
          name: "web-database",
          variables: { DATABASE_URL: "url" },
          restart: [Pods.deployment("web")],
        },
      ],
    });
  },
};
