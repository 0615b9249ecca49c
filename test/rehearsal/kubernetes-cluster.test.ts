import { RehearsalError } from "../../clients/could-not-tell";
import { Kubectl } from "../../rehearsal/servers/kubectl";
import { synthesizeEnvironment } from "../synthesize";
import { failuresOf, passedOf, rehearseStack } from "./rehearse-stack";

/** Named by hand: a test must not touch whatever cluster somebody happens to use. */
const kubeconfig = process.env.VAULT_DB_TEST_KUBECONFIG;

if (kubeconfig) {
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
    const cluster = new Kubectl(kubeconfig, process.env);
    // A namespace goes when the cluster has emptied it.
    await cluster.run([
      "wait",
      "--for=delete",
      "namespace",
      "--selector",
      "vault-db/rehearsal",
      "--timeout=25s",
    ]);
    const all = "namespace,serviceaccount,clusterrolebinding";
    const left = ["get", all, "--all-namespaces", "--selector", "vault-db/rehearsal", "--output", "name"];
    expect(await cluster.run(left)).toBe("");
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
