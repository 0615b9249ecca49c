import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { Duration, type InjectorProps, OnChange, Pods, PodTemplate, VaultProduct } from "../../../constructs";
import { inPods, synthesizeOperated, VAULT } from "./granted-workload";

const FILE = "kubernetes-web.injector.yaml";
const openBao = VaultProduct.openBao();
const vault = VaultProduct.vault();

/** The file of an injector, with one JSON file. */
const injected = (props: Partial<InjectorProps>, namespaces = ["shop"]): string => {
  const { files } = synthesizeOperated(
    inPods(
      (web, role) =>
        web.injector({
          ...VAULT,
          product: openBao,
          pods: Pods.deployment("web"),
          user: 1000,
          templates: [PodTemplate.json({ role, file: "database.json" })],
          ...props,
        }),
      { namespaces },
    ),
  );
  return files.get(FILE) ?? "";
};

test("what the injector is told is written next to the stack: a patch of what makes the pods", () => {
  expect(injected({})).toBe(`apiVersion: apps/v1
kind: Deployment
metadata:
  name: web
  namespace: shop
spec:
  template:
    metadata:
      annotations:
        openbao.org/agent-inject: "true"
        openbao.org/service: https://vault.internal:8200
        openbao.org/auth-path: auth/kubernetes
        openbao.org/role: web
        openbao.org/agent-service-account-token-volume-name: vault-service-account-token
        openbao.org/agent-run-as-user: "1000"
        openbao.org/agent-auto-auth-exit-on-err: "true"
        openbao.org/template-config-exit-on-retry-failure: "true"
        openbao.org/agent-cache-enable: "true"
        openbao.org/agent-cache-use-auto-auth-token: "true"
        openbao.org/agent-init-json-patch: '[{"op":"add","path":"/volumeMounts/-","value":{"name":"vault-service-account-token","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount","readOnly":true}}]'
        openbao.org/agent-json-patch: '[{"op":"add","path":"/volumeMounts/-","value":{"name":"vault-service-account-token","mountPath":"/var/run/secrets/kubernetes.io/serviceaccount","readOnly":true}}]'
        openbao.org/agent-inject-secret-database.json: database/creds/app-readonly
        openbao.org/agent-inject-template-database.json: |-
          {{ with secret "database/creds/app-readonly" }}{
            "host": "postgres.internal",
            "port": 5432,
            "database": "appdb",
            "user": {{ .Data.username | toJSON }},
            "password": {{ .Data.password | toJSON }},
            "sslmode": "verify-full"
          }
          {{ end }}
        openbao.org/agent-inject-file-database.json: database.json
        openbao.org/agent-inject-perms-database.json: "0600"
        openbao.org/error-on-missing-key-database.json: "true"
    spec:
      serviceAccountName: web
      securityContext:
        runAsUser: 1000
      volumes:
        - name: vault-service-account-token
          projected:
            sources:
              - serviceAccountToken:
                  audience: vault
                  expirationSeconds: 3600
                  path: token
`);
});

interface PodMaker {
  readonly apiVersion: string;
  readonly metadata: { readonly namespace: string };
  readonly spec: {
    readonly template: PodTemplateSpec;
    readonly jobTemplate: { readonly spec: { readonly template: PodTemplateSpec } };
  };
}

interface PodTemplateSpec {
  readonly metadata: { readonly annotations: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, unknown>>;
}

const documentsIn = (text: string) => parseAllDocuments(text).map((document) => document.toJS() as PodMaker);
const annotationsIn = (text: string) => documentsIn(text)[0]!.spec.template.metadata.annotations;

test("each namespace has a patch of its own", () => {
  const documents = documentsIn(injected({}, ["shop", "shop-eu"]));
  expect(documents.map(({ metadata }) => metadata.namespace)).toEqual(["shop", "shop-eu"]);
});

test("pods of a Job have an agent that ends before they start, and are ended before their credential is", () => {
  const longest = Duration.minutes(30);
  const [job] = documentsIn(injected({ pods: Pods.job("report", { longest }) }));
  const { metadata, spec } = job!.spec.template;
  expect(job).toMatchObject({ apiVersion: "batch/v1", kind: "Job" });
  expect(spec).toMatchObject({ activeDeadlineSeconds: 1800 });
  expect(metadata.annotations).toMatchObject({ "openbao.org/agent-pre-populate-only": "true" });
  expect(Object.keys(metadata.annotations).filter((name) => /cache|json-patch/.test(name))).toEqual([]);
  const [cronJob] = documentsIn(injected({ pods: Pods.cronJob("report", { longest }) }));
  expect(cronJob).toMatchObject({ apiVersion: "batch/v1", kind: "CronJob" });
  expect(cronJob!.spec.jobTemplate.spec.template).toEqual(job!.spec.template);
});

test("a pod that ends is waited for, and then its token is revoked by the program of the product", () => {
  const patchOf = (product: VaultProduct, prefix: string) => {
    const text = injected({ product, revokeAfter: Duration.seconds(20), vaultCaSecret: "vault-ca" });
    expect(documentsIn(text)[0]!.spec.template.spec).toMatchObject({ terminationGracePeriodSeconds: 30 });
    const patch = JSON.parse(annotationsIn(text)[`${prefix}/agent-json-patch`]!) as unknown[];
    return patch[1];
  };
  const preStop = (command: string) => ({
    op: "add",
    path: "/lifecycle/preStop",
    value: { exec: { command: ["/bin/sh", "-c", command] } },
  });
  expect(patchOf(openBao, "openbao.org")).toEqual(
    preStop(
      'sleep 20; VAULT_TOKEN="$(cat /home/openbao/.openbao-token)" bao token revoke -address=https://vault.internal:8200 -ca-cert=/vault/tls/ca.crt -self',
    ),
  );
  expect(patchOf(vault, "vault.hashicorp.com")).toEqual(
    preStop(
      'sleep 20; VAULT_TOKEN="$(cat /home/vault/.vault-token)" vault token revoke -address=https://vault.internal:8200 -ca-cert=/vault/tls/ca.crt -self',
    ),
  );
});

test("an agent that signals a process sees it, and runs a line of a shell whose words are quoted", () => {
  const { files } = synthesizeOperated(
    inPods((web, role) =>
      web.injector({
        ...VAULT,
        product: vault,
        pods: Pods.statefulSet("web"),
        user: 1000,
        templates: [
          PodTemplate.envFile({
            role,
            file: "database.env",
            onChange: OnChange.signal("SIGTERM", { pidFile: "/vault/secrets/pid" }),
          }),
          PodTemplate.pgpass({
            role,
            file: ".pgpass",
            onChange: OnChange.command(["wget", "-qO-", "http://127.0.0.1/it's"], {
              timeout: Duration.seconds(20),
            }),
          }),
        ],
      }),
    ),
  );
  const annotations = annotationsIn(files.get(FILE) ?? "");
  expect(annotations["vault.hashicorp.com/agent-share-process-namespace"]).toBe("true");
  expect(annotations["vault.hashicorp.com/agent-inject-command-database.env"]).toBe(
    `'/bin/sh' '-c' 'kill -s "$1" "$(cat "$2")" || echo "$0: no process took $1" >&2; exit 0' '/vault/secrets/database.env' 'TERM' '/vault/secrets/pid'`,
  );
  expect(annotations["vault.hashicorp.com/agent-inject-command-.pgpass"]).toBe(
    `'/bin/sh' '-c' 'timeout -k 5 "$@" || echo "$0: its on-change command ended with status $?" >&2; exit 0' '/vault/secrets/.pgpass' '20' 'wget' '-qO-' 'http://127.0.0.1/it'"'"'s'`,
  );
});

interface Known {
  readonly names: readonly string[];
  readonly withSuffix: readonly string[];
}

/** The annotations that an injector passes over. */
function unknownIn(text: string, injector: string): string[] {
  const file = join(__dirname, "annotations", `${injector}.json`);
  const { names, withSuffix } = JSON.parse(readFileSync(file, "utf8")) as Known;
  const isKnown = (name: string) =>
    names.includes(name) || withSuffix.some((each) => name.startsWith(`${each}-`));
  return Object.keys(annotationsIn(text)).filter((name) => !isKnown(name));
}

test.each([
  ["vault-k8s-1.7.6", vault],
  ["openbao-k8s-1.4.0", openBao],
])("%s reads every annotation that is written for it", (injector, product) => {
  const { files } = synthesizeOperated(
    inPods((web, role) =>
      web.injector({
        ...VAULT,
        product,
        pods: Pods.daemonSet("w".repeat(63)),
        user: 1000,
        vaultCaSecret: "vault-ca",
        revokeAfter: Duration.seconds(20),
        templates: [
          PodTemplate.pgService({
            role,
            file: "f".repeat(41),
            onChange: OnChange.signal("SIGHUP", { pidFile: "/vault/secrets/pid" }),
          }),
          PodTemplate.url({ role, file: "url" }),
        ],
      }),
    ),
  );
  const text = files.get(FILE) ?? "";
  expect(unknownIn(text, injector)).toEqual([]);
  const names = Object.keys(annotationsIn(text)).map((name) => name.split("/")[1] ?? "");
  expect(Math.max(...names.map(({ length }) => length))).toBe(63);
  expect(unknownIn(text.replace("agent-cache-enable", "agent-cache-enabled"), injector)).toHaveLength(1);
});
