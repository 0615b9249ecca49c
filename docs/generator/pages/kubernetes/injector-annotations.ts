import {
  DatabaseSecretsEngine,
  Duration,
  KubernetesAuth,
  OnChange,
  Pods,
  PodTemplate,
  PostgresDatabase,
  PostgresTls,
  Privileges,
  RootCredential,
  VaultProduct,
  VaultToken,
} from "../../../../constructs";
import { manifestCommands } from "../../manifest-commands";
import type { Page } from "../../page";

const APPLYING = `The file is a patch: it has what the injector reads and needs, and nothing of the application.

| What makes the pods | How it is merged |
| --- | --- |
| a Deployment, a StatefulSet, a DaemonSet or a CronJob that is there | \`kubectl patch\`, as above; of a workload in several namespaces, one document of the file at a time. Not \`kubectl apply\`: by the server, it takes out what kubectl has applied before and is not in the file |
| one that is made together with it, and each Job, which can't be changed once it is there | Kustomize: \`patches: [{ path: kubernetes-web.injector.yaml }]\`; what is patched has to name its namespace |
| a chart | its values for annotations, service account, volumes and user of the pods |`;

const READING = `| The application | What it is given |
| --- | --- |
| reads its file for each connection, or looks at it | the file; \`OnChange.nothing()\` |
| reads it again on a signal | \`OnChange.signal("SIGHUP", { pidFile: "/vault/secrets/pid" })\`; it writes its process ID there: containers and agent share one process namespace, and one user |
| reads its environment, or reads once | \`OnChange.signal("SIGTERM", …)\`, and a command that reads the file when it starts: \`sh -c 'echo $$ > /vault/secrets/pid; set -a; . /vault/secrets/database.env; exec node server.js'\`. It ends when there is another credential, and Kubernetes starts its container again |
| reads a volume by \`subPath\` | not the injector's volume, which is in every container whole: read \`/vault/secrets\` |
| has an address that reloads it | \`OnChange.command(["wget", "-qO-", "http://127.0.0.1:8080/reload"], { timeout: Duration.seconds(20) })\`, by what is in the agent's image |`;

const AGENTS = `Read in the sources of Vault's injector 1.7.6 and OpenBao's 1.4.0, which make the same of it, and seen with OpenBao 2.7.2's agent:

| What happens | What the agents do |
| --- | --- |
| a pod starts | the first agent logs in, writes the files and ends; the second one goes on with its token and its leases, by the cache: one user of a role. Without the cache, or with \`agent-cache-use-auto-auth-token: "false"\`, there are two, and the application may have read the one that nobody renews |
| a lease comes near its \`max_ttl\` | the second agent writes another user, later than without the cache, which first gives it the same once more: with 1 s of 20 s left instead of 5 s |
| somebody revokes a lease, or has a static role rotated | it writes the other one when it would have renewed or read: two thirds into the TTL of a lease |
| a container of the pod ends and is started again | nothing: the files are in the memory of the pod |
| the second agent ends: it can't log in, or is refused what it reads | Kubernetes starts it again; it logs in anew and writes another user, and the one before ends with its TTL |
| a pod ends | with \`revokeAfter\`, its token is revoked by then, and its users with it; without, they end with their TTL |

A container of the pod can ask Vault at \`http://127.0.0.1:8200\` with the pod's token, and read what the pod may read: the
cache listens there. OpenBao's agent says when it starts that its proxy will be a program of its own in a later version.`;

export const page: Page = {
  title: "InjectorAnnotations",
  file: "kubernetes/injector-annotations.ts",
  props: [
    ["InjectorProps", "kubernetes/injector-props.ts"],
    ["OperatorProps", "kubernetes/operator-props.ts"],
    ["PodTemplateProps", "kubernetes/pod-template.ts"],
    ["PodEnvFileProps", "kubernetes/pod-template.ts"],
    ["PodPgServiceProps", "kubernetes/pod-template.ts"],
    ["CredentialProps", "credential/credential-props.ts"],
    ["JobProps", "kubernetes/pods.ts"],
  ],
  choices: [
    ["Pods", "kubernetes/pods.ts"],
    ["PodTemplate", "kubernetes/pod-template.ts"],
    ["VaultProduct", "vault-product.ts"],
  ],
  without: /^(vault_|postgresql_)/,
  commands: manifestCommands,
  sections: [
    ["How it is merged", APPLYING],
    ["How the application has it", READING],
    ["What issues anew", AGENTS],
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
    const readonly = connection.addRole("app-readonly", { privileges: Privileges.readOnly() });

    const kubernetes = new KubernetesAuth(stack, "kubernetes", { host: "https://kubernetes.default.svc" });
    const vault = { product: VaultProduct.openBao(), vaultAddress: "https://vault.internal:8200" };

    const web = kubernetes.addWorkload("web", {
      serviceAccounts: ["web"],
      namespaces: ["shop"],
      audience: "vault",
      token: VaultToken.periodic(Duration.hours(1)),
    });
    readonly.grantRead(web);
    web.injector({
      ...vault,
      pods: Pods.deployment("web"),
      user: 1000,
      revokeAfter: Duration.seconds(20),
      templates: [
        PodTemplate.json({
          role: readonly,
          file: "database.json",
          onChange: OnChange.signal("SIGHUP", { pidFile: "/vault/secrets/pid" }),
        }),
      ],
    });

    const report = kubernetes.addWorkload("report", {
      serviceAccounts: ["report"],
      namespaces: ["shop"],
      audience: "vault",
      token: VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.hours(1) }),
    });
    readonly.grantRead(report);
    report.injector({
      ...vault,
      pods: Pods.cronJob("report", { longest: Duration.minutes(30) }),
      user: 1000,
      templates: [PodTemplate.envFile({ role: readonly, file: "database.env" })],
    });
  },
};
