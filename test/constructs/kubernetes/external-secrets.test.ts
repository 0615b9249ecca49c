import { TerraformVariable } from "cdktf";
import {
  Duration,
  KubernetesAuth,
  Privileges,
  StaticRotation,
  TlsCertificate,
  TokenReviewer,
  VaultToken,
} from "../../../constructs";
import { externalSecretsManifests } from "../../../constructs/kubernetes/manifests/external-secrets";
import { addConnection } from "../bad-inputs/bad-input";
import { addRoles } from "../vault-resources";
import { schemaErrors } from "./operator-schemas";
import { inPods, synthesizeOperated, VAULT } from "./granted-workload";

const refreshInterval = Duration.minutes(25);

test("what the External Secrets Operator is told is written next to the stack, in each namespace", () => {
  const { files } = synthesizeOperated(
    inPods(
      (web, role) =>
        web.externalSecrets({
          ...VAULT,
          vaultCaSecret: "vault-ca",
          secrets: [{ role, name: "web-database", refreshInterval, variables: { DATABASE_URL: "url" } }],
        }),
      { namespaces: ["shop", "shop-eu"] },
    ),
  );
  const documents = (files.get("kubernetes-web.external-secrets.yaml") ?? "").split("---\n");
  expect(documents).toHaveLength(4);
  expect(documents.slice(2).join("---\n")).toBe(
    documents.slice(0, 2).join("---\n").replaceAll("shop", "shop-eu"),
  );
  expect(documents.slice(0, 2).join("---\n")).toBe(`apiVersion: generators.external-secrets.io/v1alpha1
kind: VaultDynamicSecret
metadata:
  name: web-database
  namespace: shop
spec:
  path: database/creds/app-readonly
  provider:
    server: https://vault.internal:8200
    caProvider:
      type: Secret
      name: vault-ca
      key: ca.crt
    auth:
      kubernetes:
        mountPath: kubernetes
        role: web
        serviceAccountRef:
          name: web
          audiences:
            - vault
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
metadata:
  name: web-database
  namespace: shop
spec:
  refreshPolicy: Periodic
  refreshInterval: 25m0s
  dataFrom:
    - sourceRef:
        generatorRef:
          apiVersion: generators.external-secrets.io/v1alpha1
          kind: VaultDynamicSecret
          name: web-database
  target:
    name: web-database
    creationPolicy: Owner
    deletionPolicy: Retain
    template:
      engineVersion: v2
      data:
        DATABASE_URL: postgresql://{{ .username | urlquery | replace "+" "%20" }}:{{ .password | urlquery | replace "+" "%20" }}@postgres.internal:5432/appdb?sslmode=verify-full
`);
});

test.each([
  [90, "1m30s"],
  [1500, "25m0s"],
  [3600, "1h0m0s"],
  [3661, "1h1m1s"],
])("an interval of %s s is written as Go writes it: %s", (seconds, written) => {
  const login = {
    method: "kubernetes",
    path: "kubernetes",
    serviceAccounts: [],
    namespaces: ["shop"],
    audience: "vault",
  } as const;
  const address = { host: "postgres", port: 5432, database: "appdb", sslMode: "require" };
  const secret = { name: "db", credential: "database/creds/app", address, variables: {} };
  const operator = { file: "", vaultAddress: "", serviceAccount: "web" };
  const [, { spec }] = externalSecretsManifests(
    { name: "web", login, reads: [] },
    { ...operator, secrets: [{ ...secret, refreshInterval: seconds }] },
  ) as [unknown, { spec: { refreshInterval: string } }];
  expect(spec.refreshInterval).toBe(written);
});

test("a refresh after exactly a half of the lease, the token or the rotation is taken; what only Vault or Terraform knows is left to the rehearsal", () => {
  const { access } = synthesizeOperated((stack) => {
    const connection = addConnection(stack);
    const ttl = new TerraformVariable(stack, "ttl", { type: "number" }).numberValue;
    const roles = [
      connection.addRole("half", { privileges: Privileges.readOnly(), defaultTtl: Duration.minutes(20) }),
      connection.addStaticRole("period", {
        privileges: Privileges.readOnly(),
        rotation: StaticRotation.every(Duration.minutes(20)),
      }),
    ];
    const unknown = connection.addRole("unknown", {
      privileges: Privileges.readOnly(),
      defaultTtl: Duration.seconds(ttl),
    });
    const web = new KubernetesAuth(stack, "kubernetes", {
      host: "https://kubernetes.default.svc",
    }).addWorkload("web", {
      serviceAccounts: ["web"],
      namespaces: ["shop"],
      audience: "vault",
      token: VaultToken.periodic(Duration.minutes(20)),
    });
    for (const role of [...roles, unknown]) role.grantRead(web);
    web.externalSecrets({
      ...VAULT,
      secrets: [...roles, unknown].map((role) => ({
        role,
        name: role.roleName,
        refreshInterval: Duration.minutes(10),
      })),
    });
  });
  expect(access.workloads[0]?.externalSecrets?.secrets.map(({ refreshInterval }) => refreshInterval)).toEqual(
    [600, 600, 600],
  );
});

test("two clusters are told the same in files of their own, with names as long as may be, as the operator's schemas have it", () => {
  const long = (letter: string) => letter.repeat(63);
  const { files } = synthesizeOperated((stack) => {
    const { reader, writer } = addRoles(stack);
    const west = {
      ca: TlsCertificate.fromFile("ca.pem"),
      reviewer: TokenReviewer.fromVariable(new TerraformVariable(stack, "reviewer", { type: "string" })),
    };
    for (const [cluster, props] of Object.entries({ east: {}, west })) {
      const workload = new KubernetesAuth(stack, cluster, {
        host: `https://${cluster}.internal`,
        ...props,
      }).addWorkload(long("w"), {
        serviceAccounts: [long("a")],
        namespaces: [long("n"), "shop"],
        audience: "vault",
        token: VaultToken.periodic(Duration.hours(1)),
      });
      for (const role of [reader, writer]) role.grantRead(workload);
      workload.externalSecrets({
        ...VAULT,
        secrets: [
          { role: reader, name: long("r"), refreshInterval },
          { role: writer, name: long("s"), refreshInterval },
        ],
      });
    }
  });
  const [east = "", west = ""] = ["east", "west"].map(
    (cluster) => files.get(`${cluster}-${long("w")}.external-secrets.yaml`) ?? "",
  );
  expect(schemaErrors(east)).toEqual([]);
  expect(east.split("---\n")).toHaveLength(8);
  expect(west).toBe(east.replaceAll("mountPath: east", "mountPath: west"));
});

test.each([
  [
    "a kind of generator that there isn't",
    (text: string) => text.replaceAll("VaultDynamicSecret", "VaultSecret"),
  ],
  ["a field of nobody", (text: string) => text.replace("deletionPolicy", "removalPolicy")],
  ["another engine of templates", (text: string) => text.replace("engineVersion: v2", "engineVersion: v1")],
  ["a generator without a path", (text: string) => text.replace(/ {2}path: .*\n/, "")],
])("the operator's schemas refuse %s", (_, edit) => {
  const { files } = synthesizeOperated(
    inPods((web, role) =>
      web.externalSecrets({ ...VAULT, secrets: [{ role, name: "web-database", refreshInterval }] }),
    ),
  );
  const text = files.get("kubernetes-web.external-secrets.yaml") ?? "";
  expect(edit(text)).not.toBe(text);
  expect(schemaErrors(text)).toEqual([]);
  expect(schemaErrors(edit(text))).not.toEqual([]);
});
