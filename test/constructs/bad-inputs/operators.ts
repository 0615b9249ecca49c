import { Lazy } from "cdktf";
import {
  type OperatorProps,
  TlsCertificate,
  TokenReviewer,
  type VaultSecretsOperatorSecretProps,
} from "../../../constructs";
import { dev } from "../../../environments/dev";
import { inPods, type Operate, VAULT_SECRETS_OPERATOR, workloadInPods } from "../kubernetes/granted-workload";
import type { BadInput } from "./bad-input";

const OPERATOR = "bad/kubernetes/web/vault-secrets-operator";
const LABEL = "use 1 to 63 lower-case letters, digits and dashes, with a letter or a digit at both ends";
const LONG = "a".repeat(64);
/** What stands for what an expression gives. */
const LATER = Lazy.stringValue({ produce: () => "${var.later}" });

/** An operator with one Secret. */
const operating =
  (operator: Partial<OperatorProps>, secret: Partial<VaultSecretsOperatorSecretProps> = {}): Operate =>
  (web, role) =>
    web.vaultSecretsOperator({
      ...VAULT_SECRETS_OPERATOR,
      ...operator,
      secrets: [{ role, name: "web-database", ...secret }],
    });

const twice: Operate = (web, role) => {
  web.vaultSecretsOperator({ ...VAULT_SECRETS_OPERATOR, secrets: [{ role, name: "web-database" }] });
  web.vaultSecretsOperator({ ...VAULT_SECRETS_OPERATOR, secrets: [{ role, name: "another" }] });
};

/** What every operator of a cluster may be told wrong. */
export const BAD_OPERATORS: readonly BadInput[] = [
  [
    "a Secret with capitals",
    inPods(operating({}, { name: "WebDatabase" })),
    "kubernetes-name",
    OPERATOR,
    '"WebDatabase" can\'t be the name of a Secret in Kubernetes',
    LABEL,
  ],
  [
    "a Secret whose name is too long",
    inPods(operating({}, { name: LONG })),
    "kubernetes-name",
    OPERATOR,
    `"${LONG}" can't be the name of a Secret in Kubernetes`,
    LABEL,
  ],
  [
    "a Secret with the CA that can't be",
    inPods(operating({ vaultCaSecret: "vault_ca" })),
    "kubernetes-name",
    OPERATOR,
    '"vault_ca" can\'t be the name of a Secret in Kubernetes',
    LABEL,
  ],
  [
    "a Secret with the CA that a credential is to overwrite",
    inPods(operating({ vaultCaSecret: "web-database" })),
    "secret-name",
    OPERATOR,
    'Secret "web-database" is to hold a credential, and the CA of Vault\'s certificate as vaultCaSecret',
    "give the credential another Secret",
  ],
  [
    "no Secret",
    inPods((web) => web.vaultSecretsOperator({ ...VAULT_SECRETS_OPERATOR, secrets: [] })),
    "operator-secrets",
    OPERATOR,
    "it has no Secret to write",
    "name a role and a Secret in secrets",
  ],
  [
    "a Secret twice",
    inPods((web, role) => {
      const secret = { role, name: "web-database" };
      web.vaultSecretsOperator({ ...VAULT_SECRETS_OPERATOR, secrets: [secret, secret] });
    }),
    "secret-name",
    OPERATOR,
    'Secret "web-database" is written twice, so that one overwrites the other',
    "give each its own name",
  ],
  [
    "a Secret of two workloads",
    inPods((web, role, stack) => {
      const worker = workloadInPods(stack, { auth: "other", name: "worker" });
      role.grantRead(worker);
      for (const workload of [web, worker])
        workload.vaultSecretsOperator({ ...VAULT_SECRETS_OPERATOR, secrets: [{ role, name: "database" }] });
    }),
    "duplicate-name",
    "bad/other/worker/vault-secrets-operator",
    'Secret "shop/database, cluster https://kubernetes.default.svc" is already taken by bad/kubernetes/web/vault-secrets-operator',
    "give each its own name, or keep only one",
  ],
  [
    "an operator that is told twice",
    inPods(twice),
    "duplicate-name",
    "bad/kubernetes/web/manifests-vault-secrets-operator",
    'manifests "kubernetes-web.vault-secrets-operator.yaml" is already taken by bad/kubernetes/web/vault-secrets-operator',
    "call vaultSecretsOperator(…) once, with all of its Secrets",
  ],
  [
    "one of several service accounts",
    inPods(operating({}), { serviceAccounts: ["web", "worker"] }),
    "operator-service-account",
    OPERATOR,
    "it has 2 service accounts, and nothing says by which it logs in",
    "name it as serviceAccount: web, worker",
  ],
  [
    "somebody else's service account",
    inPods(operating({ serviceAccount: "admin" })),
    "operator-service-account",
    OPERATOR,
    'service account "admin" may not log in as this workload',
    "use one of its serviceAccounts: web",
  ],
  [
    "namespaces that nobody names",
    inPods(operating({}), { namespaces: ["shop-*"] }),
    "operator-wildcard",
    "bad/kubernetes/web",
    "namespaces has a wildcard, for which nothing can be written into a cluster",
    "name each of them",
  ],
  ...(
    [
      ["a service account", { serviceAccounts: [LATER] }, "name of a service account"],
      ["a namespace", { namespaces: [LATER] }, "name of a namespace"],
      ["an audience", { audience: LATER }, "audience"],
    ] as const
  ).map(([what, changes, name]): BadInput => [
    `${what} that only Terraform knows`,
    inPods(operating({}), changes),
    "operator-text",
    "bad/kubernetes/web",
    `the ${name} is known only when Terraform runs`,
    "write it as text: policies and access.json contain it, and are written before Terraform runs",
  ]),
  [
    "an audience that a client's token can't review",
    inPods(
      operating({}),
      {},
      { reviewer: TokenReviewer.clientJwt(), ca: TlsCertificate.fromPem(dev.kubernetesCa ?? "") },
    ),
    "operator-audience",
    "bad/kubernetes/web",
    'a token for audience "vault" can\'t review itself, so that every login fails',
    "use TokenReviewer.vaultServiceAccount() where Vault runs in the cluster, TokenReviewer.fromVariable(variable) elsewhere, or the API server's own audience: https://kubernetes.default.svc",
  ],
];
