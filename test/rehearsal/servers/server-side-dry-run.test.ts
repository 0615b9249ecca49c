import { readFileSync } from "node:fs";
import { ServerSideDryRun } from "../../../rehearsal/servers/server-side-dry-run";
import { type ClusterAnswers, withStandInKubectl } from "./stand-in-kubectl";

const GROUPS = ["apps", "external-secrets.io", "generators.external-secrets.io"];
const MANIFESTS = `apiVersion: generators.external-secrets.io/v1alpha1
kind: VaultDynamicSecret
---
apiVersion: external-secrets.io/v1
kind: ExternalSecret
---
apiVersion: v1
kind: Secret
`;

const patchOf = (kind: string, spec: string) => `apiVersion: apps/v1
kind: ${kind}
metadata:
  name: web
  namespace: shop
spec: ${spec}
`;
const DEPLOYMENT = patchOf(
  "Deployment",
  "{ template: { metadata: { annotations: { a: b } }, spec: { x: 1 } } }",
);

/** What comes of manifests in a namespace, what kubectl was asked, and which namespaces were made. */
const tryOut = (answers: ClusterAnswers, manifests = MANIFESTS) =>
  withStandInKubectl(answers, async (kubectl, asked) => {
    const made: string[] = [];
    const dryRun = new ServerSideDryRun(kubectl, async (name) => void made.push(name));
    const verdict = await dryRun.tryOut(manifests, ["shop", "shop-eu"]);
    return { verdict, made, asked: readFileSync(asked, "utf8") };
  });

test("manifests are applied by the server, in a dry run, in namespaces that are there", async () => {
  const { verdict, made, asked } = await tryOut({ groups: GROUPS });
  expect(verdict).toEqual({
    kind: "taken",
    reason: "2 objects",
  });
  expect(made).toEqual(["shop", "shop-eu"]);
  expect(asked).toBe(
    `get --raw /apis\napply --server-side --dry-run=server --force-conflicts --filename -\n${MANIFESTS}`,
  );
});

test("a cluster without the custom resources is not asked, and what it lacks is said", async () => {
  const { verdict, made, asked } = await tryOut({ groups: ["apps"] });
  expect(verdict).toEqual({
    kind: "not checked",
    reason:
      "the cluster has no external-secrets.io and no generators.external-secrets.io: install the operator's custom resource definitions in it",
  });
  expect(made).toEqual([]);
  expect(asked).toBe("get --raw /apis\n");
});

test.each([
  [
    "a value that isn't one",
    'The ExternalSecret "web" is invalid: spec.refreshPolicy: Unsupported value: "Sometimes": supported values: "CreatedOnce", "Periodic", "OnChange"',
  ],
  [
    "a field of nobody",
    "Error from server: failed to create typed patch object (shop/web; external-secrets.io/v1, Kind=ExternalSecret): .spec.what: field not declared in schema",
  ],
  [
    "a version that the cluster hasn't",
    'error: resource mapping not found for name: "web" namespace: "shop" from "STDIN": no matches for kind "ExternalSecret" in version "external-secrets.io/v1"; ensure CRDs are installed first',
  ],
  [
    "what a webhook refuses",
    'Error from server (Forbidden): admission webhook "validate.externalsecret.external-secrets.io" denied the request: either data or dataFrom should be specified',
  ],
])("%s is refused in kubectl's words", async (_, words) => {
  const { verdict } = await tryOut({ groups: GROUPS, refusal: words.replace("; ", "\n") });
  expect(verdict).toEqual({ kind: "refused", reason: `kubectl: ${words}` });
});

test.each([
  [
    "may not apply them",
    'Error from server (Forbidden): externalsecrets.external-secrets.io "web" is forbidden: User "ci" cannot patch resource "externalsecrets" in API group "external-secrets.io" in the namespace "shop"',
  ],
  [
    "meets a webhook that takes no dry runs",
    'Error from server (BadRequest): admission webhook "mutate.example" does not support dry run',
  ],
])("who %s is told nothing about them", async (_, words) => {
  const { verdict } = await tryOut({ groups: GROUPS, refusal: words });
  expect(verdict).toEqual({ kind: "not checked", reason: `kubectl: ${words}` });
});

test("a patch of pods that are there is laid over what somebody else has set, and takes nothing of it out", async () => {
  const { asked } = await tryOut({ groups: GROUPS, objects: ["deployment.apps/web"] }, DEPLOYMENT);
  expect(asked.split("\n").slice(1)).toEqual([
    "get Deployment web --namespace shop --ignore-not-found --output name",
    "apply --server-side --dry-run=server --force-conflicts --filename - --field-manager vault-db",
    '{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"web","namespace":"shop"},"spec":{"template":{"metadata":{"annotations":{"a":"b"}},"spec":{"x":1}}}}',
  ]);
});

test.each([
  [
    "Deployment",
    "{ template: { metadata: { annotations: { a: b } }, spec: { x: 1 } } }",
    '{"selector":{"matchLabels":LABELS},"template":TEMPLATE}',
  ],
  [
    "DaemonSet",
    "{ template: { metadata: { annotations: { a: b } }, spec: { x: 1 } } }",
    '{"selector":{"matchLabels":LABELS},"template":TEMPLATE}',
  ],
  [
    "StatefulSet",
    "{ template: { metadata: { annotations: { a: b } }, spec: { x: 1 } } }",
    '{"selector":{"matchLabels":LABELS},"serviceName":"app","template":TEMPLATE}',
  ],
  ["Job", "{ template: { metadata: { annotations: { a: b } }, spec: { x: 1 } } }", '{"template":TEMPLATE}'],
  [
    "CronJob",
    "{ jobTemplate: { spec: { template: { metadata: { annotations: { a: b } }, spec: { x: 1 } } } } }",
    '{"schedule":"@daily","jobTemplate":{"spec":{"template":TEMPLATE}}}',
  ],
])("a patch of a %s that isn't there is tried with an application in it", async (kind, spec, expected) => {
  const { asked } = await tryOut({ groups: GROUPS }, patchOf(kind, spec));
  const restartPolicy = kind.endsWith("Job") ? "Never" : "Always";
  const template = `{"metadata":{"labels":LABELS,"annotations":{"a":"b"}},"spec":{"containers":[{"name":"app","image":"app"}],"restartPolicy":"${restartPolicy}","x":1}}`;
  const whole = expected.replace("TEMPLATE", template).replaceAll("LABELS", '{"vault-db/rehearsal":"app"}');
  expect(asked.split("\n").at(-1)).toContain(`"spec":${whole}}`);
});

test("a Job that is there is left out: nobody can change its pods", async () => {
  const job = patchOf("Job", "{ template: { metadata: {}, spec: {} } }");
  const { verdict } = await tryOut({ groups: GROUPS, objects: ["job.batch/web"] }, job);
  expect(verdict).toEqual({ kind: "not checked", reason: "Job web is there, and can't be changed" });
});
