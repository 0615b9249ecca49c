import { Token } from "cdktf";
import {
  Duration,
  Pods,
  Privileges,
  StaticRotation,
  type VaultSecretsOperatorSecretProps,
  VaultToken,
} from "../../../constructs";
import { inPods, type Operate, VAULT_SECRETS_OPERATOR, workloadInPods } from "../kubernetes/granted-workload";
import { addConnection, type BadInput } from "./bad-input";

const OPERATOR = "bad/kubernetes/web/vault-secrets-operator";
const LABEL = "use 1 to 63 lower-case letters, digits and dashes, with a letter or a digit at both ends";

const secret =
  (changes: Partial<VaultSecretsOperatorSecretProps>): Operate =>
  (web, role) =>
    web.vaultSecretsOperator({
      ...VAULT_SECRETS_OPERATOR,
      secrets: [{ role, name: "web-database", ...changes }],
    });

const percent = (renewalPercent: number, inWords: string | number = renewalPercent): BadInput => [
  `renewal after ${inWords} percent`,
  inPods(secret({ renewalPercent })),
  "renewal-percent",
  OPERATOR,
  `the renewalPercent of Secret "web-database" is ${inWords}`,
  "use a whole number from 0 to 90, or leave it out for 67",
];

/** A workload of another auth method in the same cluster and namespace, with another Secret. */
const inSameCluster: Operate = (web, role, stack) => {
  const twin = workloadInPods(stack, { auth: "other" });
  role.grantRead(twin);
  web.vaultSecretsOperator({ ...VAULT_SECRETS_OPERATOR, secrets: [{ role, name: "web-database" }] });
  twin.vaultSecretsOperator({ ...VAULT_SECRETS_OPERATOR, secrets: [{ role, name: "another" }] });
};

const bounded = { token: VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.hours(24) }) };

/** What the Vault Secrets Operator alone may be told wrong. */
export const BAD_VAULT_SECRETS_OPERATORS: readonly BadInput[] = [
  ...[91, -1, 1.5, NaN].map((number) => percent(number)),
  percent(Token.asNumber("${var.percent}"), "a number that only Terraform knows"),
  [
    "renewal of what Vault rotates",
    (stack) => {
      const role = addConnection(stack).addStaticRole("reports", {
        privileges: Privileges.readOnly(),
        rotation: StaticRotation.every(Duration.days(1)),
      });
      const web = workloadInPods(stack);
      role.grantRead(web);
      web.vaultSecretsOperator({
        ...VAULT_SECRETS_OPERATOR,
        secrets: [{ role, name: "reports", renewalPercent: 50 }],
      });
    },
    "renewal-percent",
    OPERATOR,
    'Secret "reports" has a renewalPercent, but database/static-creds/reports is rotated by Vault and never renewed',
    "leave renewalPercent out",
  ],
  [
    "a bounded token",
    inPods(secret({}), bounded),
    "operator-token",
    OPERATOR,
    "its token is bounded: each time one ends, its leases end with it, and every Secret gets another credential",
    "use VaultToken.periodic(…)",
  ],
  [
    "a Job to start again",
    inPods(secret({ restart: [Pods.job("migrate", { longest: Duration.minutes(5) })] })),
    "restart",
    OPERATOR,
    'Secret "web-database" is to start Job "migrate" again, which the operator can\'t',
    "name a Deployment, a StatefulSet, a DaemonSet, or leave it out",
  ],
  [
    "a Deployment with capitals to start again",
    inPods(secret({ restart: [Pods.deployment("Web")] })),
    "kubernetes-name",
    OPERATOR,
    '"Web" can\'t be the name of a Deployment in Kubernetes',
    LABEL,
  ],
  [
    "a workload whose name no object can have",
    (stack) => {
      const web = workloadInPods(stack, { name: "web_app" });
      const role = addConnection(stack).addRole("reader", { privileges: Privileges.readOnly() });
      role.grantRead(web);
      web.vaultSecretsOperator({ ...VAULT_SECRETS_OPERATOR, secrets: [{ role, name: "web-database" }] });
    },
    "kubernetes-name",
    "bad/kubernetes/web_app/vault-secrets-operator",
    '"web_app" can\'t be the name of a VaultAuth in Kubernetes',
    LABEL,
  ],
  [
    "two workloads of one name in a namespace",
    inPods(inSameCluster),
    "duplicate-name",
    "bad/other/web/vault-secrets-operator",
    'VaultConnection "shop/web, cluster https://kubernetes.default.svc" is already taken by bad/kubernetes/web/vault-secrets-operator',
    "give each its own name, or keep only one",
  ],
];
