import { listed } from "../../quoted";
import { isDescribedType } from "../described-part";
import { isGone, type PlannedChange } from "../planned-change";
import type { Consequences } from "./consequence";

/** Resources of which `access.json` says nothing are destroyed, replaced, or left to themselves. */
export const others: Consequences = ({ changes }) => {
  const foreign = changes.filter(({ type }) => !isDescribedType(type) && !type.startsWith("data."));
  return [
    ...told(
      "foreign-destroyed",
      "destroys",
      "Destroys",
      foreign.filter(({ action }) => action === "destroy"),
    ),
    ...told(
      "foreign-replaced",
      "destroys",
      "Destroys and makes anew",
      foreign.filter((each) => each.action === "replace" && isGone(each)),
    ),
  ];
};

/** What Terraform manages no more stays as it is. */
export const forgotten: Consequences = ({ changes }) =>
  changes
    .filter(({ action }) => action === "forget")
    .map(({ address }) => ({
      rule: "left-behind",
      kind: "broadens",
      subject: address,
      sentence: `Leaves ${listed([address])} on its server as it is: no plan changes or removes it any more`,
    }));

function told(rule: string, kind: "destroys", does: string, changes: readonly PlannedChange[]) {
  if (!changes.length) return [];
  const addresses = changes.map(({ address }) => address).sort();
  const sentence = `${does} what no access.json describes: ${listed(addresses)}`;
  return [{ rule, kind, subject: addresses.join(", "), sentence }];
}
