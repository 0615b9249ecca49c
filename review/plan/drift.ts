import { isGone, type Plan } from "./planned-change";
import { changedNames, shownChange, type ShownChange } from "./shown-change";

/**
 * What somebody changed besides Terraform, as far as the plan takes it back or makes it anew: the rest is how providers write the
 * same in another way.
 */
export function driftIn({ drift, changes }: Plan): ShownChange[] {
  const byAddress = new Map(changes.map((change) => [change.address, change]));
  return drift.flatMap((drifted) => {
    const planned = byAddress.get(drifted.address);
    if (!planned || planned.action === "none") return [];
    if (drifted.action === "destroy") return [shownChange(drifted)];
    const taken = new Set(changedNames(planned));
    const shown = shownChange(drifted);
    const told = shown.arguments.filter(({ name }) => taken.has(name) || isGone(planned));
    return told.length ? [{ ...shown, arguments: told }] : [];
  });
}
