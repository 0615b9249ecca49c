import { workloadName } from "../../../constructs/access/access-facts";
import type { OperatedStack } from "../../../constructs/access/operated-stack";
import { added, inOneLine } from "./compared";
import type { BroadeningRule } from "./rule";

export const worksOnStack: BroadeningRule = {
  id: "works-on-stack",
  what: "A workload plans, deploys or drains another stack, or may do more for that",
  why: "Whoever deploys a stack writes policies and login roles, and can let others in.",
  gains: (before, after) =>
    after.workloads.flatMap((workload) => {
      const name = workloadName(workload);
      const was = before.workloads.find((each) => workloadName(each) === name)?.operates ?? [];
      return (workload.operates ?? []).flatMap((is) => {
        const known = was.find((each) => nameOf(each) === nameOf(is));
        const on = `stack ${is.stack}`;
        if (!known) return [{ who: name, what: `${is.work} of the stack`, on }];
        return added(known.rules, is.rules, inOneLine).map((rule) => ({
          who: name,
          what: `${is.work} of the stack with ${inOneLine(rule)}`,
          on,
        }));
      });
    }),
};

function nameOf({ stack, work }: OperatedStack): string {
  return `${work} ${stack}`;
}
