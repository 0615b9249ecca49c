import type { TerraformStack } from "cdktf";
import {
  Duration,
  type InstalledOperatorProps,
  type ITransitSecretsEngine,
  KubernetesAuth,
  type KubernetesAuthProps,
  TlsCertificate,
  TokenReviewer,
  TransitSecretsEngine,
  VaultToken,
} from "../../../constructs";
import { addRoles } from "../vault-resources";
import { inPods, VAULT } from "../kubernetes/granted-workload";
import type { BadInput } from "./bad-input";

const OPERATOR = "bad/kubernetes/vault-secrets-operator/client-cache";
const NAME = "give it a name that has other letters in it";
const LABEL = "use 1 to 63 lower-case letters, digits and dashes, with a letter or a digit at both ends";

const add = (
  stack: TerraformStack,
  transit: ITransitSecretsEngine,
  props: Partial<InstalledOperatorProps> = {},
  { id = "kubernetes", ...cluster }: Partial<KubernetesAuthProps> & { readonly id?: string } = {},
) =>
  new KubernetesAuth(stack, id, { host: "https://10.0.0.1:6443", ...cluster }).addVaultSecretsOperator({
    ...VAULT,
    namespace: "vault-secrets-operator",
    audience: "vault",
    transit,
    ...props,
  });

const installed = (props: Partial<InstalledOperatorProps>) => (stack: TerraformStack) =>
  add(stack, new TransitSecretsEngine(stack, "transit"), props);

/** What the Vault Secrets Operator's client cache may be told wrong, and an engine for its key. */
export const BAD_CLIENT_CACHES: readonly BadInput[] = [
  [
    "an address of nobody",
    installed({ vaultAddress: "vault" }),
    "vault-address",
    OPERATOR,
    'vaultAddress "vault" is not the address of a server',
    "write scheme, host and port: https://vault.internal:8200",
  ],
  [
    "a Secret with the CA that can't be",
    installed({ vaultCaSecret: "Vault-CA" }),
    "kubernetes-name",
    OPERATOR,
    '"Vault-CA" can\'t be the name of a Secret in Kubernetes',
    LABEL,
  ],
  [
    "a namespace with capitals",
    installed({ namespace: "Operators" }),
    "service-account",
    "bad/kubernetes/vault-secrets-operator",
    '"Operators" in namespaces is not a Kubernetes name',
    "use lower-case letters, digits and dashes, 63 at most",
  ],
  [
    "namespaces that nobody names",
    installed({ namespace: "operators-*" }),
    "operator-wildcard",
    "bad/kubernetes/vault-secrets-operator",
    "namespaces has a wildcard, for which nothing can be written into a cluster",
    "name each of them",
  ],
  ...["007", "on", "1e3", "1e-3", "0x1f"].map((name): BadInput => [
    `a name that YAML doesn't take for one: ${name}`,
    installed({ name }),
    "chart-name",
    `bad/kubernetes/${name}/client-cache`,
    `"${name}" is a number or a switch in what the operator's chart writes, and not a name`,
    NAME,
  ]),
  [
    "a Secret whose name YAML doesn't take for one",
    installed({ vaultCaSecret: "0123" }),
    "chart-name",
    OPERATOR,
    '"0123" is a number or a switch in what the operator\'s chart writes, and not a name',
    NAME,
  ],
  [
    "an engine whose path YAML doesn't take for one",
    (stack) => add(stack, new TransitSecretsEngine(stack, "transit", { path: "1" })),
    "chart-name",
    OPERATOR,
    '"1" is a number or a switch in what the operator\'s chart writes, and not a name',
    NAME,
  ],
  [
    "two operators of one cluster",
    (stack) => {
      const transit = new TransitSecretsEngine(stack, "transit");
      add(stack, transit);
      add(stack, transit, {}, { id: "again" });
    },
    "duplicate-name",
    "bad/again/vault-secrets-operator/client-cache",
    'Vault Secrets Operator of cluster "https://10.0.0.1:6443" is already taken by bad/kubernetes/vault-secrets-operator/client-cache',
    "add it once: it works for all namespaces",
  ],
  [
    "a workload whose connection is called like the chart's own",
    (stack) => {
      const kubernetes = new KubernetesAuth(stack, "kubernetes", { host: "https://10.0.0.1:6443" });
      const transit = new TransitSecretsEngine(stack, "transit");
      const cache = { ...VAULT, namespace: "operators", audience: "vault", transit };
      const operator = kubernetes.addVaultSecretsOperator(cache);
      const named = kubernetes.addWorkload("default", {
        serviceAccounts: ["web"],
        namespaces: ["operators"],
        audience: "vault",
        token: VaultToken.periodic(Duration.hours(1)),
      });
      const { reader: role } = addRoles(stack);
      role.grantRead(named);
      named.vaultSecretsOperator({ ...VAULT, operator, secrets: [{ role, name: "web-database" }] });
    },
    "duplicate-name",
    "bad/kubernetes/default/vault-secrets-operator",
    'VaultConnection "operators/default, cluster https://10.0.0.1:6443" is already taken by bad/kubernetes/vault-secrets-operator/client-cache',
    "give each its own name, or keep only one",
  ],
  [
    "the operator of another cluster",
    inPods((web, role, stack) => {
      const other = {
        id: "other",
        ca: TlsCertificate.fromFile("ca.pem"),
        reviewer: TokenReviewer.fromEphemeral("${ephemeral.some.token}"),
      };
      const operator = add(stack, new TransitSecretsEngine(stack, "transit"), {}, other);
      web.vaultSecretsOperator({ ...VAULT, operator, secrets: [{ role, name: "web-database" }] });
    }),
    "operator-cluster",
    "bad/kubernetes/web/vault-secrets-operator",
    "its operator is one of cluster https://10.0.0.1:6443, and its service accounts are of cluster https://kubernetes.default.svc",
    "pass the operator of its own cluster, or VaultSecretsOperator.fromExisting() where the cache is set elsewhere",
  ],
  [
    "an engine where another one is",
    (stack) => {
      new TransitSecretsEngine(stack, "one", { path: "transit" });
      new TransitSecretsEngine(stack, "two", { path: "transit" });
    },
    "duplicate-name",
    "bad/two",
    'Vault mount "transit" is already taken by bad/one',
    "choose a path that is neither above nor below that of another mount",
  ],
  [
    "an engine with a slash at its end",
    (stack) => new TransitSecretsEngine(stack, "transit", { path: "transit/" }),
    "mount-path",
    "bad/transit",
    '"transit/" can\'t be the path of a mount',
    "use names joined by slashes, without a slash at either end: team-a/database",
  ],
  [
    "a key with a slash in its name",
    (stack) => new TransitSecretsEngine(stack, "transit").addKey("a/b"),
    "vault-name",
    "bad/transit/a--b",
    'key "a/b" can\'t be part of a Vault path',
    "use letters, digits, dashes, dots and underscores, starting and ending with a letter, digit or underscore",
  ],
  [
    "a key twice",
    (stack) => {
      const transit = new TransitSecretsEngine(stack, "transit");
      transit.addKey("cache");
      transit.addKey("cache");
    },
    "duplicate-name",
    "bad/transit/key-cache",
    'Vault path "transit/keys/cache" is already taken by bad/transit/cache',
    "give each its own name, or keep only one",
  ],
];
