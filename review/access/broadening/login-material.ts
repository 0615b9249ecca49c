import { workloadName } from "../../../constructs/access/access-facts";
import { time } from "../../../constructs/access/fact";
import type { WorkloadDescription } from "../../../constructs/access/access-manifest";
import { isMore } from "./compared";
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
        if (old && !isWider(old, is)) return [];
        return [{ who: name, what: inWords(is), ...(old && { was: inWords(old) }), on: is.path }];
      });
    }),
};

type LoginMaterial = NonNullable<WorkloadDescription["makes"]>[number];

function isWider(was: LoginMaterial, is: LoginMaterial): boolean {
  const isLonger =
    isMore(was.wrappingTtl.max, is.wrappingTtl.max) || is.wrappingTtl.min < was.wrappingTtl.min;
  return isLonger || is.kind !== was.kind;
}

function inWords({ kind, path, wrappingTtl: { min, max } }: LoginMaterial): string {
  return `a ${kind} by ${path}, wrapped for ${time(min)} to ${time(max)}`;
}
