import type { AccessManifest, AuthMethodDescription } from "../../constructs";
import { vaultsCluster } from "../../constructs/access/vaults-cluster";
import type { CertificateAuthority } from "./certificate-authority";
import type { Cluster } from "./cluster";
import { KubernetesCluster } from "./kubernetes-cluster";
import { type Reviewer, TokenReviewServer, VAULT } from "./token-review-server";
import type { Workspace } from "./workspace";

export interface ClustersProps {
  /** The kubeconfig of a real cluster. @default - a token review server stands in for each */
  readonly kubeconfig?: string;
  /** What kubectl sees of its caller. */
  readonly env: NodeJS.ProcessEnv;
}

type Access = Pick<AccessManifest, "authMethods" | "workloads">;

/** Reviews tokens in a cluster that Vault doesn't run in. */
const REVIEWER: Reviewer = { namespace: "vault", serviceAccount: "reviewer" };

/** The clusters whose service accounts log in. Each knows its own tokens and its own reviewer, and no other's. */
export class Clusters {
  /** Starts what stands in for them, or connects to the one of a kubeconfig, which is then all of them. */
  static async start(
    stacks: readonly Access[],
    workspace: Workspace,
    authority: CertificateAuthority,
    { kubeconfig, env }: ClustersProps,
  ): Promise<Clusters> {
    const access = together(stacks);
    const described = methodsOf(access).map(clusterName);
    const names = kubeconfig || !described.length ? ["the only one"] : [...new Set(described)];
    const start = async (name: string): Promise<[string, Cluster]> => {
      if (kubeconfig) return [name, await KubernetesCluster.connect(kubeconfig, workspace, env)];
      const reviewer = name === vaultsCluster(access.authMethods) ? VAULT : REVIEWER;
      const cluster = await TokenReviewServer.start(authority, reviewer, selfReviewers(access, name));
      workspace.onDispose(() => cluster.close());
      return [name, cluster];
    };
    const byName = new Map(await Promise.all(names.map(start)));
    for (const { reviewerToken } of byName.values()) workspace.secrets.add(reviewerToken);
    return new Clusters(byName, access);
  }

  private constructor(
    private readonly byName: ReadonlyMap<string, Cluster>,
    private readonly access: Access,
  ) {}

  /** As a stack knows them: the path of a mount that it makes leads to the cluster that it describes. */
  in({ authMethods, workloads }: Access): Clusters {
    const own = authMethods.filter(({ imported }) => !imported);
    return new Clusters(this.byName, together([{ authMethods: own, workloads }, this.access]));
  }

  /** The cluster of an auth method, by the path of its mount. One that nobody described asks the first. */
  of(path: string): Cluster {
    return this.byName.get(nameAt(this.access, path)) ?? ([...this.byName.values()][0] as Cluster);
  }

  /** The token that Vault sends to a cluster where it isn't given one: its own pod's. */
  vaultTokenFor(path: string): string {
    const own = vaultsCluster(this.access.authMethods) ?? "";
    return (this.byName.get(own) ?? this.of(path)).reviewerToken;
  }

  /** Whether each issues tokens that no other takes. */
  get areApart(): boolean {
    return this.byName.size > 1;
  }

  get issueExpired(): boolean {
    return [...this.byName.values()].every(({ issuesExpired }) => issuesExpired);
  }

  /** What a real one would take. */
  get manifests() {
    return [...this.byName.values()][0]?.manifests;
  }
}

/** What all describe. Of a mount that one makes and another takes from elsewhere, it is the one that is made. */
function together(stacks: readonly Access[]): Access {
  const methods = stacks.flatMap(({ authMethods }) => authMethods);
  const isMade = (path: string) => methods.some((each) => each.path === path && !each.imported);
  return {
    authMethods: methods.filter(({ imported, path }) => !imported || !isMade(path)),
    workloads: stacks.flatMap(({ workloads }) => workloads),
  };
}

function methodsOf({ authMethods }: Access): AuthMethodDescription[] {
  return authMethods.filter(({ type }) => type === "kubernetes");
}

/** The URL of its API; nobody here knows that of one which is configured elsewhere. */
function clusterName({ cluster, path }: AuthMethodDescription): string {
  return cluster?.host ?? path;
}

function nameAt(access: Access, path: string): string {
  const method = methodsOf(access).find((each) => each.path === path);
  return method ? clusterName(method) : "";
}

/** Service accounts of a cluster that log in by a method where the token of whoever logs in is its own reviewer. */
function selfReviewers(access: Access, cluster: string): Reviewer[] {
  const paths = methodsOf(access)
    .filter((method) => clusterName(method) === cluster && method.cluster?.reviewer === "client-jwt")
    .map(({ path }) => path);
  return access.workloads.flatMap(({ login }) => {
    if (login.method !== "kubernetes" || !paths.includes(login.path)) return [];
    return login.namespaces.flatMap((namespace) =>
      login.serviceAccounts.map((serviceAccount) => ({ namespace, serviceAccount })),
    );
  });
}
