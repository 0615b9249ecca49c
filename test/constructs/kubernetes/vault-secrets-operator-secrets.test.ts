import { parseAllDocuments } from "yaml";
import { Duration, Pods, Privileges, StaticRotation, VaultToken } from "../../../constructs";
import { addProviders, VAULT_SECRETS_OPERATOR_STACK } from "../../other-stacks";
import { synthesizeStack } from "../../synthesize";
import { synthesizeOtherStack } from "../../synthesize-other-stack";
import { addConnection } from "../bad-inputs/bad-input";
import { inPods, synthesizeOperated, VAULT_SECRETS_OPERATOR, workloadInPods } from "./granted-workload";
import { schemaErrors } from "./operator-schemas";

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

test("a static role's credential is read when Vault has rotated it, and neither renewed nor revoked", () => {
  const { files, access } = synthesizeStack((stack) => {
    addProviders(stack);
    const role = addConnection(stack).addStaticRole("reports", {
      privileges: Privileges.readOnly(),
      rotation: StaticRotation.every(Duration.days(1)),
    });
    // It outlives a token, which a lease doesn't.
    const token = VaultToken.bounded({ ttl: Duration.hours(1), maxTtl: Duration.hours(24) });
    const web = workloadInPods(stack, {}, { token });
    role.grantRead(web);
    web.vaultSecretsOperator({
      ...VAULT_SECRETS_OPERATOR,
      secrets: [{ role, name: "reports", variables: { URL: "url" } }],
    });
  });
  const [, , text = ""] = (files.get("kubernetes-web.vault-secrets-operator.yaml") ?? "").split("---\n");
  expect(text).toBe(`apiVersion: secrets.hashicorp.com/v1beta1
kind: VaultDynamicSecret
metadata:
  name: reports
  namespace: shop
spec:
  vaultAuthRef: web
  mount: database
  path: static-creds/reports
  allowStaticCreds: true
  destination:
    name: reports
    create: true
    transformation:
      excludeRaw: true
      excludes:
        - .*
      templates:
        URL:
          text: postgresql://{{ .Secrets.username | urlquery | replace "+" "%20" }}:{{ .Secrets.password | urlquery | replace "+" "%20" }}@postgres:5432/appdb?sslmode=verify-full
`);
  expect(access.workloads[0]?.vaultSecretsOperator?.secrets[0]).not.toHaveProperty("renewalPercent");
});

test("two clusters have a file each, whose objects the operator takes, with names of 63 characters", () => {
  const { files } = synthesizeOtherStack(VAULT_SECRETS_OPERATOR_STACK);
  const manifests = [...files].filter(([name]) => name.endsWith(".yaml"));
  expect(manifests.map(([name]) => name)).toEqual(
    ["east", "west"].map((cluster) => `${cluster}-${"w".repeat(63)}.vault-secrets-operator.yaml`),
  );
  const [[, east = ""] = [], [, west = ""] = []] = manifests;
  expect(schemaErrors(east)).toEqual([]);
  expect(west).toBe(east.replaceAll("mount: east", "mount: west"));
  const objects = parseAllDocuments(east).map(
    (document) => document.toJS() as { metadata: object; spec: { mount?: string; path?: string } },
  );
  const inNamespace = (namespace: string) =>
    ["w", "w", "s"]
      .map((letter) => ({ name: letter.repeat(63), namespace }))
      .concat({ name: "reports", namespace });
  expect(objects.map(({ metadata }) => metadata)).toEqual(["n".repeat(63), "shop"].flatMap(inNamespace));
  const read = objects.flatMap(({ spec: { mount, path } }) => (path ? [{ mount, path }] : []));
  expect(read.slice(0, 2)).toEqual([
    { mount: "team-a/database", path: "creds/writer" },
    { mount: "team-a/database", path: "static-creds/reports" },
  ]);
});

test.each([0, 90])("a lease may be renewed after %i percent of its time", (renewalPercent) => {
  const { files } = synthesizeOperated(
    inPods((web, role) =>
      web.vaultSecretsOperator({
        ...VAULT_SECRETS_OPERATOR,
        secrets: [{ role, name: "web-database", renewalPercent }],
      }),
    ),
  );
  const text = files.get("kubernetes-web.vault-secrets-operator.yaml") ?? "";
  expect(text).toContain(`  renewalPercent: ${renewalPercent}\n`);
  expect(schemaErrors(text)).toEqual([]);
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
