import { workloadName } from "../../../constructs/access/access-facts";
import { time } from "../../../constructs/access/fact";
import type { WorkloadDescription } from "../../../constructs/access/access-manifest";
import type { BroadeningRule } from "./rule";

export const loginMaterial: BroadeningRule = {
  id: "login-material",
  what: "A workload may make what others log in with",
  why: "It can log in as the other one, and read what that may.",
  gains: (before, after) =>
    after.workloads.flatMap((workload) => {
      const name = workloadName(workload);
      const was = before.workloads.find((each) => workloadName(each) === name)?.makes ?? [];
      return (workload.makes ?? []).flatMap((is) => {
        const old = was.find(({ path }) => path === is.path);
        if (
          old &&
          old.wrappingTtl.max >= is.wrappingTtl.max &&
          old.wrappingTtl.min <= is.wrappingTtl.min &&
          old.kind === is.kind
        )
          return [];
        return [{ who: name, what: inWords(is), ...(old && { was: inWords(old) }), on: is.path }];
      });
    }),
};

function inWords({
  kind,
  path,
  wrappingTtl: { min, max },
}: NonNullable<WorkloadDescription["makes"]>[number]): string {
  return `a ${kind} by ${path}, wrapped for ${time(min)} to ${time(max)}`;
}
