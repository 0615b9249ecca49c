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

/** What comes of manifests in a namespace, what kubectl was asked, and which namespaces were made. */
const tryOut = (answers: ClusterAnswers) =>
  withStandInKubectl(answers, async (kubectl, asked) => {
    const made: string[] = [];
    const dryRun = new ServerSideDryRun(kubectl, async (name) => void made.push(name));
    const verdict = await dryRun.tryOut(MANIFESTS, ["shop", "shop-eu"]);
    return { verdict, made, asked: readFileSync(asked, "utf8") };
  });

test("manifests are applied by the server, in a dry run, in namespaces that are there", async () => {
  const { verdict, made, asked } = await tryOut({ groups: GROUPS });
  expect(verdict).toEqual({
    kind: "taken",
    reason: "externalsecret.external-secrets.io/web-database serverside-applied (server dry run)",
  });
  expect(made).toEqual(["shop", "shop-eu"]);
  expect(asked).toBe(
    `get --raw /apis\napply --server-side --dry-run=server --force-conflicts --filename -\n${MANIFESTS}`,
  );
});

test("a cluster without the custom resources is not asked, and what it lacks is said", async () => {
  const { verdict, made, asked } = await tryOut({ groups: ["apps"] });
  expect(verdict).toEqual({
    kind: "not tried",
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
  expect(verdict).toEqual({ kind: "not tried", reason: `kubectl: ${words}` });
});
