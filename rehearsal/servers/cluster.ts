import type { ManifestDryRun, ServiceAccountTokens } from "../../contract/deployment";
import type { CertificateAuthority } from "./certificate-authority";
import { KubernetesCluster } from "./kubernetes-cluster";
import { type Reviewer, TokenReviewServer } from "./token-review-server";
import type { Workspace } from "./workspace";

/** A Kubernetes API, and the service account tokens it issues. */
export interface Cluster extends ServiceAccountTokens {
  /** Its address, as Vault sees it. */
  readonly host: string;
  /** The CA of its certificate, in PEM. */
  readonly ca: string;
  /** A token that may review others. */
  readonly reviewerToken: string;
  /** Whether it can issue a token that has expired already. */
  readonly issuesExpired: boolean;
  /** What it would take. @default - it is none that takes anything */
  readonly manifests?: ManifestDryRun;
}

export interface ClusterProps {
  /** The kubeconfig of a real cluster. @default - the token review server stands in for one */
  readonly kubeconfig?: string;
  /** What kubectl sees of its caller. */
  readonly env: NodeJS.ProcessEnv;
}

/**
 * The cluster of a kubeconfig, or the part of one that Vault talks to, on loopback.
 *
 * @param reviewers service accounts that may review tokens, besides Vault's own
 */
export async function startCluster(
  workspace: Workspace,
  authority: CertificateAuthority,
  reviewers: readonly Reviewer[],
  { kubeconfig, env }: ClusterProps,
): Promise<Cluster> {
  if (kubeconfig) return KubernetesCluster.connect(kubeconfig, workspace, env);
  const server = await TokenReviewServer.start(authority, reviewers);
  workspace.onDispose(() => server.close());
  return {
    host: server.address,
    ca: authority.pem,
    reviewerToken: server.reviewerToken,
    issuesExpired: true,
    issue: async (claims) => server.issue(claims),
  };
}
