import { isDeepStrictEqual } from "node:util";
import { workloadPolicy } from "../../policies";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { WorkloadContext } from "./workload-context";

type Rules = Readonly<Record<string, unknown>>;

/** A workload's policy is word for word what its credentials need: there are more paths than can be tried. */
export function policyAsDescribed({ deployment }: Context, { about, workload }: WorkloadContext): Check {
  return {
    id: "policy-as-described",
    kind: "also",
    says: "policy as described",
    about,
    harm: "nothing",
    needs: ["root of Vault"],
    attempt: async () => {
      const { data } = await deployment.vault.request("GET", `sys/policies/acl/${workload.policy}`);
      const there = rulesOf(String(data?.policy));
      const expected = rulesOf(workloadPolicy(workload.reads).toJson());
      const paths = [...new Set([...Object.keys(there), ...Object.keys(expected)])];
      const wrong = paths.filter((path) => !isDeepStrictEqual(there[path], expected[path]));
      if (wrong.length) throw new Violation(`${workload.policy} says something else on ${wrong.join(", ")}`);
      return `${paths.length} paths`;
    },
  };
}

function rulesOf(policy: string): Rules {
  try {
    return (JSON.parse(policy) as { path: Rules }).path;
  } catch {
    throw new Violation("its policy is not JSON, as it was written");
  }
}
