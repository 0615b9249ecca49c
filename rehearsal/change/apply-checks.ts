import { type Check, Violation } from "../../contract/check";
import type { Subject } from "../../contract/subject";
import type { DeployedStack } from "../deployed-stack";
import type { PreparedStack } from "../prepared-stack";
import { changeCheck } from "./change-check";
import type { ChangeReport, RefusedChange } from "./change-report";

/** What an apply of a change has to do. */
export function applyChecks(change: ChangeReport, next: PreparedStack, deployed?: DeployedStack): Check[] {
  const about: Subject = { kind: "stack", name: next.stack.name };
  const applies = changeCheck("change-applies", "is applied while it is in use", about, async () => {
    if (change.refused.length) throw new Violation(refusalOf(change));
    return `${change.changes.length} resources differed`;
  });
  if (!deployed) return [applies];
  const isWhole = changeCheck(
    "change-is-whole",
    "changes nothing when it is applied again",
    about,
    async () => {
      const { changes } = await next.applier.apply(next.stack);
      if (!changes.length) return "nothing differs";
      throw new Violation(changes.map(({ address, action }) => `${address}: ${action}`).join("; "));
    },
  );
  return [applies, isWhole];
}

function refusalOf({ refused, command }: ChangeReport): string {
  const advice = command
    ? `Before it, run: ${command}. With nothing leased of what goes, the same change was applied`
    : "It was refused again when what goes was revoked, as far as that could be: docs/changes.md says what to do before";
  return [...refused.map(inWords), advice].join(". ");
}

function inWords({ address, message, inTheWay }: RefusedChange): string {
  const leased = inTheWay.length ? ` (in the way: leases of ${inTheWay.join(" and ")})` : "";
  return `${address}: ${message}${leased}`;
}
