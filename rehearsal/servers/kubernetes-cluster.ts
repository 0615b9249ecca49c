import { randomBytes } from "node:crypto";
import type { ManifestDryRun, ServiceAccountClaims } from "../../contract/deployment";
import type { Cluster } from "./cluster";
import { RehearsalError } from "../../clients/could-not-tell";
import { Kubectl } from "./kubectl";
import { ServerSideDryRun } from "./server-side-dry-run";
import type { Workspace } from "./workspace";

/** What a rehearsal makes in a cluster has this label, with the rehearsal's name as its value. */
const LABEL = "vault-db/rehearsal";
/** The cluster role that may review tokens. */
const REVIEWER_ROLE = "system:auth-delegator";

interface Metadata {
  readonly name: string;
  readonly namespace?: string;
}

/**
 * A real cluster. Service accounts and namespaces that aren't there yet are made for the rehearsal, and removed with it.
 *
 * @see Kubernetes documentation, "Managing Service Accounts", "TokenRequest API"
 */
export class KubernetesCluster implements Cluster {
  /** @throws RehearsalError when the cluster can't be reached, or doesn't let us */
  static async connect(
    kubeconfig: string,
    workspace: Workspace,
    env: NodeJS.ProcessEnv,
  ): Promise<KubernetesCluster> {
    const kubectl = new Kubectl(kubeconfig, env);
    const { server, ca } = await endpointOf(kubectl, kubeconfig);
    const cluster = new KubernetesCluster(kubectl, server, ca);
    workspace.onDispose(() => cluster.remove());
    cluster.reviewerToken = await cluster.makeReviewer();
    workspace.secrets.add(cluster.reviewerToken);
    return cluster;
  }

  /** A real cluster's tokens live for 10 minutes at least. */
  readonly issuesExpired = false;
  readonly manifests: ManifestDryRun;
  reviewerToken = "";
  private readonly rehearsal = `vault-db-${randomBytes(4).toString("hex")}`;
  private readonly made = new Map<string, Promise<void>>();

  private constructor(
    private readonly kubectl: Kubectl,
    readonly host: string,
    readonly ca: string,
  ) {
    this.manifests = new ServerSideDryRun(kubectl, (name) => this.ensure("Namespace", { name }));
  }

  async issue({ namespace, serviceAccount, audience, ttlSeconds }: ServiceAccountClaims): Promise<string> {
    await this.ensure("Namespace", { name: namespace });
    await this.ensure("ServiceAccount", { name: serviceAccount, namespace });
    const claims = ["--audience", audience, "--duration", `${ttlSeconds}s`];
    return this.kubectl.run(["create", "token", serviceAccount, "--namespace", namespace, ...claims]);
  }

  private async makeReviewer(): Promise<string> {
    const { rehearsal: name } = this;
    await this.ensure("Namespace", { name });
    await this.ensure("ServiceAccount", { name: "reviewer", namespace: name });
    const apiGroup = "rbac.authorization.k8s.io";
    await this.ensure("ClusterRoleBinding", { name }, `${apiGroup}/v1`, {
      roleRef: { apiGroup, kind: "ClusterRole", name: REVIEWER_ROLE },
      subjects: [{ kind: "ServiceAccount", name: "reviewer", namespace: name }],
    });
    return this.kubectl.run(["create", "token", "reviewer", "--namespace", name, "--duration", "1h"]);
  }

  /** Makes an object that isn't there. */
  private ensure(kind: string, metadata: Metadata, apiVersion = "v1", rest: object = {}): Promise<void> {
    const key = `${kind}/${metadata.namespace}/${metadata.name}`;
    const making = this.made.get(key) ?? this.make(kind, metadata, { apiVersion, ...rest });
    this.made.set(key, making);
    return making;
  }

  private async make(kind: string, metadata: Metadata, rest: object): Promise<void> {
    const within = metadata.namespace ? ["--namespace", metadata.namespace] : [];
    const get = ["get", kind, metadata.name, ...within, "--ignore-not-found", "--output", "name"];
    if (await this.kubectl.run(get)) return;
    const labels = { [LABEL]: this.rehearsal };
    await this.kubectl.run(
      ["create", "--filename", "-"],
      JSON.stringify({ kind, metadata: { ...metadata, labels }, ...rest }),
    );
  }

  /** Removes all that was made. */
  private async remove(): Promise<void> {
    const selected = ["--selector", `${LABEL}=${this.rehearsal}`, "--wait=false"];
    await Promise.all([
      this.kubectl.run(["delete", "serviceaccount", "--all-namespaces", ...selected]),
      this.kubectl.run(["delete", "clusterrolebinding,namespace", ...selected]),
    ]).catch(() => {
      // Whoever has the cluster sees the label; the servers have to end all the same.
    });
  }
}

/** Where the cluster of the current context is, and its CA. */
async function endpointOf(kubectl: Kubectl, kubeconfig: string): Promise<{ server: string; ca: string }> {
  const view = ["config", "view", "--minify", "--flatten", "--output", "json"];
  const config = JSON.parse(await kubectl.run([...view, "--raw"])) as {
    clusters?: { cluster: { server: string; "certificate-authority-data"?: string } }[];
  };
  const cluster = config.clusters?.[0]?.cluster;
  const ca = cluster?.["certificate-authority-data"];
  if (cluster && ca) return { server: cluster.server, ca: Buffer.from(ca, "base64").toString() };
  const problem = `The current context of "${kubeconfig}" names no cluster with a CA.`;
  throw new RehearsalError(problem, "Vault verifies the API server: give its certificate-authority.");
}
