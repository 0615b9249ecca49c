import type { ManifestDryRun, ManifestVerdict } from "../../contract/deployment";
import type { Kubectl } from "./kubectl";

const APPLY = ["apply", "--server-side", "--dry-run=server", "--force-conflicts", "--filename", "-"];

/** What says nothing about a manifest: who asks may not, or something of the cluster takes no dry runs. */
const SAYS_NOTHING = /User "[^"]*" cannot \w+ resource|does not support dry run/;

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
    const unknown = await this.unknownGroups(text);
    if (unknown.length) {
      const reason = `the cluster has no ${unknown.join(" and no ")}: install the operator's custom resource definitions in it`;
      return { kind: "not tried", reason };
    }
    await Promise.all(namespaces.map((name) => this.makeNamespace(name)));
    const { printed, refusal } = await this.kubectl.answerTo(APPLY, text);
    if (refusal === undefined) return { kind: "taken", reason: inOneLine(printed) };
    const kind = SAYS_NOTHING.test(refusal) ? "not tried" : "refused";
    return { kind, reason: `kubectl: ${inOneLine(refusal)}` };
  }

  /** Groups of the API, as the manifests name them, of which the cluster has nothing in any version. */
  private async unknownGroups(text: string): Promise<string[]> {
    const named = [...text.matchAll(/^apiVersion: ([^/\s]+)\//gm)].map(([, group = ""]) => group);
    const { groups } = JSON.parse(await this.kubectl.run(["get", "--raw", "/apis"])) as {
      readonly groups: readonly { readonly name: string }[];
    };
    const known = groups.map(({ name }) => name);
    return [...new Set(named)].filter((group) => !known.includes(group)).sort();
  }
}

/** The lines of an answer, one after the other. */
function inOneLine(text: string): string {
  return text
    .split("\n")
    .map((line) => line.trim())
    .join("; ");
}
