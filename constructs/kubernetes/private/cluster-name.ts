import type { Problem } from "../../private/validation";
import type { OperatorScope } from "../operator-props";

type Cluster = Pick<OperatorScope, "cluster" | "login">;

/** What tells clusters apart: the URL of an API, or the auth method for one that nobody describes. */
export function clusterName({ cluster, login }: Cluster): string {
  return cluster?.host ?? login.path;
}

/** What is wrong where a workload is told to another cluster's operator. @param cluster that of the operator, if it is known */
export function clusterProblems(scope: Cluster, cluster: string | undefined): Problem[] {
  const own = clusterName(scope);
  if (cluster === undefined || cluster === own) return [];
  return [
    {
      rule: "operator-cluster",
      message: `its operator is one of cluster ${cluster}, and its service accounts are of cluster ${own}`,
      fix: "pass the operator of its own cluster, or VaultSecretsOperator.fromExisting() where the cache is set elsewhere",
    },
  ];
}
