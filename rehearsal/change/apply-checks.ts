import { type Check, Violation } from "../../contract/check";
import type { Subject } from "../../contract/subject";
import type { DeployedStack } from "../deployed-stack";
import type { PreparedStack } from "../prepared-stack";
import type { ChangeReport, RefusedChange } from "./change-report";

const COMMON = { kind: "change", harm: "writes", needs: [] } as const;

/** What an apply of a change has to do. */
export function applyChecks(change: ChangeReport, next: PreparedStack, deployed?: DeployedStack): Check[] {
  const about: Subject = { kind: "stack", name: next.stack.name };
  return [
    {
      ...COMMON,
      id: "change-applies",
      says: "is applied while it is in use",
      about,
      attempt: async () => {
        if (change.refused.length) throw new Violation(refusalOf(change));
        return `${change.changes.length} resources differed`;
      },
    },
    ...(deployed
      ? [
          {
            ...COMMON,
            id: "change-is-whole",
            says: "changes nothing when it is applied again",
            about,
            attempt: async () => {
              const { changes } = await next.applier.apply(next.stack);
              if (!changes.length) return "nothing differs";
              throw new Violation(changes.map(({ address, action }) => `${address}: ${action}`).join("; "));
            },
          },
        ]
      : []),
  ];
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
