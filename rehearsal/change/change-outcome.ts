import { ABILITIES } from "../../contract/abilities";
import type { CheckResult } from "../../contract/check";
import { run } from "../../contract/run";
import type { DeployedStack } from "../deployed-stack";
import type { PreparedStack } from "../prepared-stack";
import { adviceOn } from "./advice";
import { appliesCheck, strandsCheck } from "./apply-checks";
import type { ChangedStack } from "./changed-stack";
import type { ChangeReport } from "./change-report";
import type { PlayedChange } from "./play-change";

/** A change that was rehearsed, on servers that still run. */
export interface ChangeOutcome {
  readonly next: PreparedStack;
  /** @default - a server refused something */
  readonly deployed?: DeployedStack;
  readonly checks: readonly CheckResult[];
  readonly change: ChangeReport;
}

/**
 * What a change comes to.
 *
 * @param drained the same, drained first, where something was in the way or stranded: what is told is of that, then
 */
export async function outcomeOf(
  { from, drainCommand }: Pick<ChangedStack, "from" | "drainCommand">,
  first: PlayedChange,
  drained?: PlayedChange,
): Promise<ChangeOutcome> {
  const { next, deployed, changes, credentials, workloads, ...last } = drained ?? first;
  const goesThrough = drained !== undefined && !last.refused.length;
  const helps = goesThrough && (first.refused.length > 0 || !last.stranded.length);
  const refused = last.refused.length ? last.refused : first.refused;
  const advice = helps
    ? `Before it, run: ${drainCommand}. Drained so first, on other servers, the same change was applied`
    : adviceOn(refused);
  const checks = [
    appliesCheck(next.stack, refused, advice, changes.length),
    ...(helps && first.stranded.length ? [strandsCheck(next.stack, first.stranded, advice)] : []),
  ];
  const abilities = new Set(ABILITIES);
  const results = await run([{ name: "change", groups: [{ checks }] }], { abilities });
  return {
    next,
    deployed,
    checks: [...results, ...last.checks],
    change: {
      from,
      outcome: last.refused.length ? "refused" : helps ? "applied after draining" : "applied",
      changes,
      refused,
      ...(helps && { command: drainCommand }),
      credentials,
      workloads,
    },
  };
}
