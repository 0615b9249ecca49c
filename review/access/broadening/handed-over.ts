import { workloadName } from "../../../constructs/access/access-facts";
import { changedFields, inOneLine } from "./compared";
import { placesOf } from "./places";
import type { BroadeningRule } from "./rule";

export const handedOver: BroadeningRule = {
  id: "handed-over",
  what: "A credential is put somewhere else, or where others may read it",
  why: "Whoever can read a file, a Secret or an environment has what is in it, without asking Vault.",
  gains: (before, after) =>
    after.workloads.flatMap((workload) => {
      const name = workloadName(workload);
      const was = before.workloads.find((each) => workloadName(each) === name);
      return placesOf(workload).flatMap(({ place, ...is }) => {
        const old = was && placesOf(was).find((each) => each.place === place);
        const what = inOneLine(is.fields);
        if (!old) return [{ who: name, what, on: place }];
        const changed = changedFields(old.fields, is.fields);
        return changed ? [{ who: name, ...changed, on: place }] : [];
      });
    }),
};
