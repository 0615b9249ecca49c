import { Pods } from "../../../constructs";
import { schemaErrors } from "./operator-schemas";
import { inPods, synthesizeOperated, VAULT_SECRETS_OPERATOR } from "./granted-workload";

test("what the Vault Secrets Operator is told is written next to the stack, in each namespace", () => {
  const { files } = synthesizeOperated(
    inPods(
      (web, role) =>
        web.vaultSecretsOperator({
          ...VAULT_SECRETS_OPERATOR,
          vaultCaSecret: "vault-ca",
          secrets: [{ role, name: "web-database", restart: [Pods.deployment("web")] }],
        }),
      { namespaces: ["shop", "shop-eu"] },
    ),
  );
  const documents = (files.get("kubernetes-web.vault-secrets-operator.yaml") ?? "").split("---\n");
  expect(documents).toHaveLength(6);
  expect(documents.slice(0, 3).join("---\n")).toBe(`apiVersion: secrets.hashicorp.com/v1beta1
kind: VaultConnection
metadata:
  name: web
  namespace: shop
spec:
  address: https://vault.internal:8200
  caCertSecretRef: vault-ca
---
apiVersion: secrets.hashicorp.com/v1beta1
kind: VaultAuth
metadata:
  name: web
  namespace: shop
spec:
  vaultConnectionRef: web
  method: kubernetes
  mount: kubernetes
  kubernetes:
    role: web
    serviceAccount: web
    audiences:
      - vault
---
apiVersion: secrets.hashicorp.com/v1beta1
kind: VaultDynamicSecret
metadata:
  name: web-database
  namespace: shop
spec:
  vaultAuthRef: web
  mount: database
  path: creds/app-readonly
  revoke: true
  renewalPercent: 67
  destination:
    name: web-database
    create: true
    transformation:
      excludeRaw: true
      excludes:
        - .*
      templates:
        PGHOST:
          text: postgres.internal
        PGPORT:
          text: "5432"
        PGDATABASE:
          text: appdb
        PGUSER:
          text: "{{ .Secrets.username }}"
        PGPASSWORD:
          text: "{{ .Secrets.password }}"
        PGSSLMODE:
          text: verify-full
  rolloutRestartTargets:
    - kind: Deployment
      name: web
`);
});

test.each([
  ["percent over 90", (text: string) => text.replace("renewalPercent: 67", "renewalPercent: 91")],
  ["field of nobody", (text: string) => text.replace("method: kubernetes", "methods: kubernetes")],
  ["kind of pods that can't be restarted", (text: string) => text.replace("kind: Deployment", "kind: Job")],
])("the operator's schemas refuse a %s, and take what is written", (_, edit) => {
  const { files } = synthesizeOperated(
    inPods((web, role) =>
      web.vaultSecretsOperator({
        ...VAULT_SECRETS_OPERATOR,
        secrets: [{ role, name: "web-database", restart: [Pods.deployment("web")] }],
      }),
    ),
  );
  const text = files.get("kubernetes-web.vault-secrets-operator.yaml") ?? "";
  expect(schemaErrors(text)).toEqual([]);
  expect(schemaErrors(edit(text))).not.toEqual([]);
});
