import type { TerraformStack } from "cdktf";
import {
  Duration,
  type InstalledOperatorProps,
  KubernetesAuth,
  TransitSecretsEngine,
  VaultToken,
} from "../../../constructs";
import { addRoles, argumentsOf } from "../vault-resources";
import { synthesizeOperated, VAULT } from "./granted-workload";
import { chartErrors } from "./operator-schemas";

const HOST = "https://kubernetes.default.svc";
const NAMESPACE = "vault-secrets-operator";

const installed =
  (props: Partial<InstalledOperatorProps> = {}) =>
  (stack: TerraformStack) =>
    new KubernetesAuth(stack, "kubernetes", { host: HOST }).addVaultSecretsOperator({
      ...VAULT,
      namespace: NAMESPACE,
      audience: "vault",
      transit: new TransitSecretsEngine(stack, "transit"),
      ...props,
    });

const valuesOf = (props?: Partial<InstalledOperatorProps>) =>
  synthesizeOperated(installed(props)).files.get("kubernetes-vault-secrets-operator.helm-values.yaml") ?? "";

test("what the operator's chart is installed with is written next to the stack", () => {
  expect(valuesOf({ vaultCaSecret: "vault-ca" })).toBe(`defaultVaultConnection:
  enabled: true
  address: https://vault.internal:8200
  caCertSecret: vault-ca
controller:
  manager:
    clientCache:
      persistenceModel: direct-encrypted
      storageEncryption:
        enabled: true
        vaultConnectionRef: default
        transitMount: transit
        keyName: kubernetes-vault-secrets-operator
        method: kubernetes
        mount: kubernetes
        kubernetes:
          role: vault-secrets-operator
          serviceAccount: vault-secrets-operator-controller-manager
          tokenAudiences:
            - vault
`);
});

test.each([
  ["key of nobody", (text: string) => text.replace("keyName:", "key:")],
  ["model of nobody", (text: string) => text.replace("direct-encrypted", "encrypted")],
  ["switch in place of a name", (text: string) => text.replace("role: vault-secrets-operator", "role: yes")],
])("the chart's values have no %s, and all that is written", (_, edit) => {
  const text = valuesOf();
  expect(chartErrors(text)).toEqual([]);
  expect(chartErrors(edit(text))).not.toEqual([]);
});

test("the operator is a workload that encrypts and decrypts by a key of its own, and reads nothing", () => {
  const stack = synthesizeOperated(installed());
  expect(stack.access.workloads).toEqual([
    {
      name: "vault-secrets-operator",
      login: {
        method: "kubernetes",
        path: "kubernetes",
        serviceAccounts: ["vault-secrets-operator-controller-manager"],
        namespaces: [NAMESPACE],
        audience: "vault",
      },
      policy: "kubernetes-vault-secrets-operator",
      reads: [],
      encrypts: [{ engine: "transit", name: "kubernetes-vault-secrets-operator" }],
      token: { kind: "periodic", period: 3600 },
      clientCache: {
        file: "kubernetes-vault-secrets-operator.helm-values.yaml",
        vaultAddress: "https://vault.internal:8200",
        serviceAccount: "vault-secrets-operator-controller-manager",
      },
    },
  ]);
  const [policy] = Object.values(argumentsOf(stack, "vault_policy"));
  expect(JSON.parse((policy as { policy: string }).policy)).toEqual({
    path: {
      "auth/token/lookup-self": { capabilities: ["read"] },
      "auth/token/renew-self": { capabilities: ["update"] },
      "auth/token/revoke-self": { capabilities: ["update"] },
      "transit/decrypt/kubernetes-vault-secrets-operator": { capabilities: ["update"] },
      "transit/encrypt/kubernetes-vault-secrets-operator": { capabilities: ["update"] },
    },
  });
});

test("name, service account, token and where its key is are what was given", () => {
  const stack = synthesizeOperated((scope) =>
    installed({
      name: "vso",
      serviceAccount: "operator",
      token: VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.hours(8) }),
      transit: TransitSecretsEngine.fromPath(scope, "shared", "team-a/transit"),
    })(scope),
  );
  expect(stack.access.workloads).toMatchObject([
    {
      name: "vso",
      login: { serviceAccounts: ["operator"] },
      encrypts: [{ engine: "team-a/transit", name: "kubernetes-vso" }],
      token: { kind: "bounded", ttl: 3600, maxTtl: 28_800 },
      clientCache: { file: "kubernetes-vso.helm-values.yaml", serviceAccount: "operator" },
    },
  ]);
});

test("an operator of a cluster whose auth method is configured elsewhere is added to it", () => {
  const { access, files } = synthesizeOperated((scope) =>
    KubernetesAuth.fromPath(scope, "imported", "clusters/blue").addVaultSecretsOperator({
      ...VAULT,
      namespace: NAMESPACE,
      audience: "vault",
      transit: new TransitSecretsEngine(scope, "transit"),
    }),
  );
  expect(access.workloads).toMatchObject([{ login: { path: "clusters/blue" } }]);
  expect(files.get("clusters-blue-vault-secrets-operator.helm-values.yaml")).toContain(
    "mount: clusters/blue\n",
  );
});

test("a workload says which operator of the stack it is told to", () => {
  const { access } = synthesizeOperated((scope) => {
    const kubernetes = new KubernetesAuth(scope, "kubernetes", { host: HOST });
    const transit = new TransitSecretsEngine(scope, "transit");
    const cache = { ...VAULT, namespace: NAMESPACE, audience: "vault", transit };
    const operator = kubernetes.addVaultSecretsOperator(cache);
    const web = kubernetes.addWorkload("web", {
      serviceAccounts: ["web"],
      namespaces: ["shop"],
      audience: "vault",
      token: VaultToken.periodic(Duration.hours(1)),
    });
    const { reader } = addRoles(scope);
    reader.grantRead(web);
    web.vaultSecretsOperator({ ...VAULT, operator, secrets: [{ role: reader, name: "web-database" }] });
  });
  const operators = access.workloads.map(({ vaultSecretsOperator }) => vaultSecretsOperator?.operator);
  expect(operators).toEqual([undefined, "vault-secrets-operator"]);
});
