import type { UnnamedFinding } from "../finding";
import { listed } from "../quoted";
import { CONSEQUENCES } from "./consequences";
import type { Planned } from "./consequences/consequence";
import type { Plan, PlannedChange } from "./planned-change";

/** What is to be decided by a plan. */
export function planFindings(plan: Plan, described: Pick<Planned, "base" | "head"> = {}): UnnamedFinding[] {
  const planned = { changes: plan.changes, drift: plan.drift, ...described };
  return [...unknownIn(plan), ...CONSEQUENCES.flatMap((consequences) => consequences(planned))];
}

function unknownIn({ changes, deferred, isErrored, isComplete }: Plan): UnnamedFinding[] {
  const kind = "unknown";
  const strange = changes.filter(({ action }) => action === "unknown");
  const isPartial = !isComplete && !isErrored;
  return [
    ...(isErrored
      ? [
          {
            rule: "plan-errored",
            kind,
            subject: "the plan",
            sentence: "Terraform stopped with an error: nobody knows what else it would do",
          } as const,
        ]
      : []),
    ...(deferred.length || isPartial
      ? [
          {
            rule: "plan-incomplete",
            kind,
            subject: "the plan",
            sentence: `Terraform leaves something for a later plan${whichOf(deferred)}: nobody knows yet what it would do`,
          } as const,
        ]
      : []),
    ...strange.map(
      ({ address }) =>
        ({
          rule: "action-unknown",
          kind,
          subject: address,
          sentence: `Does something with ${listed([address])} that this version of vault-db does not know`,
        }) as const,
    ),
  ];
}

function whichOf(deferred: readonly PlannedChange[]): string {
  return deferred.length ? `, ${listed(deferred.map(({ address }) => address))}` : "";
}
