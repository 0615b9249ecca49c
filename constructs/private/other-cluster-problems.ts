import { Token } from "cdktf";
import type { IConstruct } from "constructs";
import type { ClusterDescription } from "../access/access-manifest";
import { vaultsCluster } from "../access/vaults-cluster";
import { described } from "./describe";
import type { Problem } from "./validation";

/** What is wrong where Vault's own service account is to review tokens of a cluster that Vault doesn't run in. */
export function otherClusterProblems(
  construct: IConstruct,
  { host, reviewer }: ClusterDescription,
): Problem[] {
  if (reviewer !== "vault-service-account") return [];
  const own = vaultsCluster(described(construct, "authMethods"));
  // Whether two URLs are the same is seen where both are known.
  if (own === undefined || own === host || [own, host].some((each) => Token.isUnresolved(each))) return [];
  return [
    {
      rule: "other-cluster",
      message:
        `"${host}" is another cluster than "${own}", and Vault runs in one of them at most: its own service account ` +
        "reviews tokens there, and every login by the other one fails",
      fix:
        "use TokenReviewer.fromVariable(variable) for the cluster that Vault doesn't run in; where both are one cluster, " +
        "write the same URL",
    },
  ];
}
