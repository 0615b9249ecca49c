import { TerraformVariable, type TerraformStack } from "cdktf";
import {
  type DatabaseRole,
  type DatabaseStaticRole,
  Duration,
  KubernetesAuth,
  type KubernetesWorkloadProps,
  type PostgresConnection,
  Privileges,
  RateLimit,
  StaticRotation,
  VaultToken,
} from "../../../constructs";
import { inPods, type Operate, VAULT, VAULT_SECRETS_OPERATOR } from "../kubernetes/granted-workload";
import { addConnection, type BadInput } from "./bad-input";

const OPERATOR = "bad/kubernetes/web/external-secrets";
const RULE = "refresh-interval";
const HALF_AN_HOUR = Duration.minutes(30);

type Add = (connection: PostgresConnection) => DatabaseRole | DatabaseStaticRole;

/** Secrets with a credential that is read anew after so long. */
const refreshing =
  (
    add: Add,
    refreshInterval: Duration,
    changes: Partial<KubernetesWorkloadProps> = {},
    names = ["web-database"],
  ) =>
  (stack: TerraformStack) => {
    const kubernetes = new KubernetesAuth(stack, "kubernetes", { host: "https://kubernetes.default.svc" });
    const web = kubernetes.addWorkload("web", {
      serviceAccounts: ["web"],
      namespaces: ["shop"],
      audience: "vault",
      token: VaultToken.periodic(Duration.hours(1)),
      ...changes,
    });
    const role = add(addConnection(stack));
    role.grantRead(web);
    web.externalSecrets({ ...VAULT, secrets: names.map((name) => ({ role, name, refreshInterval })) });
  };

const leased =
  (props: Partial<Parameters<PostgresConnection["addRole"]>[1]> = {}): Add =>
  (connection) =>
    connection.addRole("app", { privileges: Privileges.readOnly(), ...props });

const changing =
  (rotation: StaticRotation): Add =>
  (connection) =>
    connection.addStaticRole("app", { privileges: Privileges.readOnly(), rotation });

const twice: Operate = (web, role) => {
  for (const name of ["web-database", "another"])
    web.externalSecrets({ ...VAULT, secrets: [{ role, name, refreshInterval: HALF_AN_HOUR }] });
};

const bothOperators: Operate = (web, role) => {
  web.externalSecrets({
    ...VAULT,
    secrets: [{ role, name: "web-database", refreshInterval: HALF_AN_HOUR }],
  });
  web.vaultSecretsOperator({ ...VAULT_SECRETS_OPERATOR, secrets: [{ role, name: "web-database" }] });
};

/** What the External Secrets Operator may be told wrong, besides what every operator may. */
export const BAD_EXTERNAL_SECRETS: readonly BadInput[] = [
  [
    "a refresh after more than half of the token's period",
    refreshing(leased({ defaultTtl: Duration.hours(2) }), Duration.minutes(31)),
    RULE,
    OPERATOR,
    'the refreshInterval of Secret "web-database" is 31 minutes, more than a half of the token\'s period, 1 h: when a refresh of database/creds/app fails, its pods are without a credential before the next',
    "lower refreshInterval to 30 min or less, or raise the token's period",
  ],
  [
    "a refresh after more than half of a bounded token's ttl",
    refreshing(leased(), HALF_AN_HOUR, {
      token: VaultToken.bounded({ ttl: Duration.minutes(45), maxTtl: Duration.hours(24) }),
    }),
    RULE,
    OPERATOR,
    'the refreshInterval of Secret "web-database" is 30 minutes, more than a half of the token\'s ttl, 45 min: when a refresh of database/creds/app fails, its pods are without a credential before the next',
    "lower refreshInterval to 1350 s or less, or raise the token's ttl",
  ],
  [
    "a refresh after more than half of the lease",
    refreshing(leased({ defaultTtl: Duration.minutes(20) }), HALF_AN_HOUR),
    RULE,
    OPERATOR,
    'the refreshInterval of Secret "web-database" is 30 minutes, more than a half of the role\'s defaultTtl, 20 min: when a refresh of database/creds/app fails, its pods are without a credential before the next',
    "lower refreshInterval to 10 min or less, or raise the role's defaultTtl",
  ],
  [
    "a refresh after more than half of the period of a rotation",
    refreshing(changing(StaticRotation.every(HALF_AN_HOUR)), HALF_AN_HOUR),
    RULE,
    OPERATOR,
    'the refreshInterval of Secret "web-database" is 30 minutes, more than a half of the period of its rotation, 30 min: when a refresh of database/static-creds/app fails, its pods are without a credential before the next',
    "lower refreshInterval to 15 min or less, or raise the period of its rotation",
  ],
  [
    "a refresh before the last one has reached the pods",
    refreshing(leased(), Duration.seconds(59)),
    RULE,
    OPERATOR,
    'the refreshInterval of Secret "web-database" is 59 seconds, and a Secret reaches its pods after a minute or two',
    "use 1 min or more",
  ],
  [
    "more refreshes than the role's rate limit lets through",
    refreshing(leased({ rateLimit: RateLimit.of(2, { per: Duration.minutes(10) }) }), Duration.minutes(6), {
      namespaces: ["shop", "shop-eu"],
    }),
    RULE,
    OPERATOR,
    'the operator asks 4 times in 10 min for what is in Secret "web-database", and the rateLimit of database/creds/app is 2',
    "raise refreshInterval, or the requests of the rateLimit",
  ],
  [
    "more refreshes of two Secrets than the role's rate limit lets through",
    refreshing(
      leased({ rateLimit: RateLimit.of(6, { per: Duration.minutes(10) }) }),
      Duration.minutes(2),
      {},
      ["one", "two"],
    ),
    RULE,
    OPERATOR,
    'the operator asks 10 times in 10 min for what is in Secret "one" and Secret "two", and the rateLimit of database/creds/app is 6',
    "raise refreshInterval, or the requests of the rateLimit",
  ],
  [
    "a refresh after no time",
    refreshing(leased(), Duration.minutes(0)),
    "duration",
    OPERATOR,
    'the refreshInterval of Secret "web-database" is 0 minutes, which is not a valid length of time',
    "use a whole number of seconds, minutes, hours or days, above zero",
  ],
  [
    "a refresh that only Terraform knows",
    (stack) => {
      const interval = new TerraformVariable(stack, "interval", { type: "number" }).numberValue;
      refreshing(leased(), Duration.seconds(interval))(stack);
    },
    RULE,
    OPERATOR,
    'the refreshInterval of Secret "web-database" is known only when Terraform runs',
    "write it as text: policies and access.json contain it, and are written before Terraform runs",
  ],
  [
    "an operator that is told twice",
    inPods(twice),
    "duplicate-name",
    "bad/kubernetes/web/manifests-external-secrets",
    'manifests "kubernetes-web.external-secrets.yaml" is already taken by bad/kubernetes/web/external-secrets',
    "call externalSecrets(…) once, with all of its Secrets",
  ],
  [
    "a Secret that another operator writes, too",
    inPods(bothOperators),
    "duplicate-name",
    "bad/kubernetes/web/vault-secrets-operator",
    'Secret "shop/web-database, cluster https://kubernetes.default.svc" is already taken by bad/kubernetes/web/external-secrets',
    "give each its own name, or keep only one",
  ],
];
