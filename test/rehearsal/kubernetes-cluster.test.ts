import { RehearsalError } from "../../clients/could-not-tell";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { KubernetesCluster } from "../../rehearsal/servers/kubernetes-cluster";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { Kubectl } from "../../rehearsal/servers/kubectl";
import { EXTERNAL_SECRETS_STACK, INJECTOR_STACK, VAULT_SECRETS_OPERATOR_STACK } from "../other-stacks";
import { synthesizeEnvironment } from "../synthesize";
import { synthesizeOtherStack } from "../synthesize-other-stack";
import { withFile } from "../contract/mutations/mutation";
import { customResourceDefinitions } from "./custom-resources";
import { failuresOf, passedOf, rehearseStack } from "./rehearse-stack";

/** Named by hand: a test must not touch whatever cluster somebody happens to use. */
const kubeconfig = process.env.VAULT_DB_TEST_KUBECONFIG;

if (kubeconfig) {
  const cluster = new Kubectl(kubeconfig, process.env);
  /** A namespace goes when the cluster has emptied it. */
  const untilNamespacesAreGone = () => {
    const selected = ["--selector", "vault-db/rehearsal", "--timeout=25s"];
    return cluster.run(["wait", "--for=delete", "namespace", ...selected]);
  };

  test("workloads log in with service account tokens of a real cluster, in which nothing is left", async () => {
    const report = await rehearseStack(synthesizeEnvironment("dev"), { kubeconfig });
    expect(failuresOf(report)).toEqual([]);
    expect(passedOf(report)).toEqual(
      expect.arrayContaining([
        "myapp (kubernetes): token",
        "myapp (kubernetes): other-audience-refused",
        "myapp (kubernetes): other-service-account-refused",
        "myapp (kubernetes): other-namespace-refused",
      ]),
    );
    await untilNamespacesAreGone();
    const all = "namespace,serviceaccount,clusterrolebinding";
    const left = ["get", all, "--all-namespaces", "--selector", "vault-db/rehearsal", "--output", "name"];
    expect(await cluster.run(left)).toBe("");
  });

  const externalSecrets = synthesizeOtherStack(EXTERNAL_SECRETS_STACK);
  /** What the cluster says to the manifests of a stack, by file. */
  const verdictsOn = async ({ access, files }: SynthesizedStack) => {
    const verdicts = await withWorkspace(async (workspace) => {
      const { manifests } = await KubernetesCluster.connect(kubeconfig, workspace, process.env);
      const operators = access.workloads.flatMap(
        ({ login, injector, vaultSecretsOperator, externalSecrets }) =>
          [injector, vaultSecretsOperator, externalSecrets].flatMap((operator) =>
            operator && login.method === "kubernetes" ? [{ ...operator, ...login }] : [],
          ),
      );
      const each = operators.map(async ({ file, namespaces }) => {
        const { kind, reason } = await manifests.tryOut(files.get(file) ?? "", namespaces);
        return [file, `${kind}: ${reason}`] as const;
      });
      return new Map(await Promise.all(each));
    });
    await untilNamespacesAreGone();
    return verdicts;
  };
  const FILE = "east-web.external-secrets.yaml";

  test("manifests are tried out by a real cluster, as far as it knows what they are", async () => {
    const definitions = JSON.stringify({
      apiVersion: "v1",
      kind: "List",
      items: customResourceDefinitions(),
    });
    expect((await verdictsOn(externalSecrets)).get(FILE)).toBe(
      "not checked: the cluster has no external-secrets.io and no generators.external-secrets.io: install the operator's custom resource definitions in it",
    );
    // Only where there are none: they are somebody's otherwise.
    await cluster.run(["create", "--filename", "-"], definitions);
    try {
      await cluster.run(["wait", "--for=condition=established", "--filename", "-"], definitions);
      for (const what of [EXTERNAL_SECRETS_STACK, VAULT_SECRETS_OPERATOR_STACK, INJECTOR_STACK]) {
        const verdicts = [...(await verdictsOn(synthesizeOtherStack(what))).values()];
        expect(verdicts).toHaveLength(2);
        for (const verdict of verdicts) expect(verdict).toMatch(/^taken: \d objects?$/);
      }
      const edited = withFile(FILE, (text) => text.replace("Policy: Periodic", "Policy: Sometimes"));
      expect((await verdictsOn(edited(externalSecrets))).get(FILE)).toContain(
        'refused: kubectl: The ExternalSecret "writer" is invalid: spec.refreshPolicy: Unsupported value: "Sometimes"',
      );
      const report = await rehearseStack(externalSecrets, { kubeconfig });
      expect(passedOf(report)).toContain(`web (east): cluster-takes-manifests (${FILE})`);
      // Nothing was stored.
      const left = ["get", "externalsecrets.external-secrets.io", "--all-namespaces", "--output", "name"];
      expect(await cluster.run(left)).toBe("");
    } finally {
      await cluster.run(["delete", "--filename", "-"], definitions);
    }
  });
} else {
  test("a real cluster was left out: VAULT_DB_TEST_KUBECONFIG names none", () => {
    process.stderr.write("A real cluster was left out: VAULT_DB_TEST_KUBECONFIG names none.\n");
  });
}

test("a kubeconfig that isn't there is said before anything is asked", () => {
  expect(() => new Kubectl("/no/such/kubeconfig", process.env)).toThrow(
    new RehearsalError(
      'There is no kubeconfig "/no/such/kubeconfig".',
      "Name one: --kubernetes ~/.kube/config",
    ),
  );
});

test("a missing kubectl is said together with what it is for", async () => {
  const path = process.env.PATH;
  process.env.PATH = "";
  try {
    await expect(new Kubectl(__filename, process.env).run(["version"])).rejects.toThrow(
      "There is no kubectl on the PATH.",
    );
  } finally {
    process.env.PATH = path;
  }
});
