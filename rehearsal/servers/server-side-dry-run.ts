import { manifestsIn } from "../../constructs/kubernetes/manifests/read-manifests";
import type { ManifestDryRun, ManifestVerdict } from "../../contract/deployment";
import type { Kubectl } from "./kubectl";
import { isPatchOfPods, type PatchOfPods, withApplication } from "./patches-of-pods";

/** Whoever deploys them may be another than kubectl, which has its fields there. */
const APPLY = ["apply", "--server-side", "--dry-run=server", "--force-conflicts", "--filename", "-"];
/** A patch is laid over what somebody has applied: what it hasn't in it is not to be taken out. */
const AS_SOMEBODY_ELSE = ["--field-manager", "vault-db"];

/** What says nothing about a manifest: who asks may not, or something of the cluster takes no dry runs. */
const SAYS_NOTHING = /User "[^"]*" cannot \w+ resource|does not support dry run/;

interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
}

/**
 * Asks a cluster's API server what it would take, as whoever has the kubeconfig: its definitions of custom resources, and
 * whatever else admits objects there. It stores nothing.
 *
 * @see Kubernetes documentation, "Kubernetes API Concepts", "Dry-run"
 */
export class ServerSideDryRun implements ManifestDryRun {
  /** @param makeNamespace makes one that isn't there: without it, nothing in it is looked at */
  constructor(
    private readonly kubectl: Kubectl,
    private readonly makeNamespace: (name: string) => Promise<void>,
  ) {}

  async tryOut(text: string, namespaces: readonly string[]): Promise<ManifestVerdict> {
    const manifests = manifestsIn(text) as Manifest[];
    const unknown = await this.unknownGroups(manifests);
    if (unknown.length) {
      const reason = `the cluster has no ${unknown.join(" and no ")}: install the operator's custom resource definitions in it`;
      return { kind: "not checked", reason };
    }
    await Promise.all(namespaces.map((name) => this.makeNamespace(name)));
    const patches = manifests.filter(isPatchOfPods);
    return patches.length ? this.tryPatches(patches) : this.apply(text);
  }

  /** Patches what is there, and makes what isn't, with an application in it. */
  private async tryPatches(patches: readonly PatchOfPods[]): Promise<ManifestVerdict> {
    const there = await Promise.all(patches.map((patch) => this.isThere(patch)));
    const job = patches.find(({ kind }, index) => kind === "Job" && there[index]);
    if (job)
      return { kind: "not checked", reason: `Job ${job.metadata.name} is there, and can't be changed` };
    const objects = patches.map((patch, index) => (there[index] ? patch : withApplication(patch)));
    return this.apply(objects.map((object) => JSON.stringify(object)).join("\n"), AS_SOMEBODY_ELSE);
  }

  private async apply(text: string, more: readonly string[] = []): Promise<ManifestVerdict> {
    const { printed, refusal } = await this.kubectl.answerTo([...APPLY, ...more], text);
    if (refusal === undefined) return { kind: "taken", reason: objectsIn(printed) };
    const kind = SAYS_NOTHING.test(refusal) ? "not checked" : "refused";
    return { kind, reason: `kubectl: ${inOneLine(refusal)}` };
  }

  private async isThere({ kind, metadata: { name, namespace } }: PatchOfPods): Promise<boolean> {
    const get = ["get", kind, name, "--namespace", namespace, "--ignore-not-found", "--output", "name"];
    return (await this.kubectl.run(get)) !== "";
  }

  /** Groups of the API, as the manifests name them, of which the cluster has nothing in any version. */
  private async unknownGroups(manifests: readonly Manifest[]): Promise<string[]> {
    const named = manifests.flatMap(({ apiVersion }) => /^([^/]+)\//.exec(apiVersion)?.[1] ?? []);
    const { groups } = JSON.parse(await this.kubectl.run(["get", "--raw", "/apis"])) as {
      readonly groups: readonly { readonly name: string }[];
    };
    const known = groups.map(({ name }) => name);
    return [...new Set(named)].filter((group) => !known.includes(group)).sort();
  }
}

/** How many it tells of, each in a line. */
function objectsIn(printed: string): string {
  const { length } = printed.split("\n");
  return length === 1 ? "1 object" : `${length} objects`;
}

/** The lines of an answer, one after the other. */
function inOneLine(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join("; ");
}
