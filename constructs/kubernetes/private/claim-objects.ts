import type { Construct } from "constructs";
import { claim } from "../../private/claim";
import type { OperatorScope } from "../operator-props";
import { clusterName } from "./cluster-name";

/** Takes names of objects in each namespace of a workload, which two operators of a cluster would overwrite in turns. */
export function claimObjects(
  construct: Construct,
  scope: OperatorScope,
  kind: string,
  names: readonly string[],
): void {
  for (const namespace of scope.login.namespaces)
    for (const name of new Set(names))
      claim(construct, kind, `${namespace}/${name}, cluster ${clusterName(scope)}`);
}
