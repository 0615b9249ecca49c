import { type Check, type CheckResult, Violation } from "../../contract/check";
import { lineOf, type Subject } from "../../contract/subject";
import type { DrainedRole } from "../../drain/drain";
import type { PreparedStack } from "../prepared-stack";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { changeCheck } from "./change-check";
import type { RefusedChange } from "./change-report";

const stackCheck = (id: string, says: string, { name }: SynthesizedStack, attempt: Check["attempt"]): Check =>
  changeCheck(id, says, { kind: "stack", name } satisfies Subject, attempt);

/** Of a change, whether it is applied under leases. @param advice what to do before, where it isn't */
export function appliesCheck(
  stack: SynthesizedStack,
  refused: readonly RefusedChange[],
  advice: string,
  count: number,
): Check {
  return stackCheck("change-applies", "is applied while it is in use", stack, async () => {
    if (refused.length) throw new Violation([...refused.map(inWords), advice].join(". "));
    return `${count} resources differed`;
  });
}

/** Of what a change strands: leases that nobody can end any more. @param advice what to do before */
export function strandsCheck(
  stack: SynthesizedStack,
  stranded: readonly CheckResult[],
  advice: string,
): Check {
  return stackCheck("change-strands-nothing", "strands no lease", stack, async () => {
    throw new Violation([...stranded.map((each) => `${lineOf(each)}: ${each.detail}`), advice].join(". "));
  });
}

/** Of what was drained before a change, whether nothing of it is left. */
export function drainCheck(roles: readonly DrainedRole[], stack: SynthesizedStack): Check {
  return stackCheck("change-drains", "is drained before it", stack, async () => {
    const left = roles.flatMap(({ path, remaining }) =>
      remaining.map(({ because = "it came meanwhile" }) => `a lease of ${path} is left: ${because}`),
    );
    if (left.length) throw new Violation(left.join("; "));
    return `${roles.reduce((sum, { revoked }) => sum + revoked, 0)} leases revoked`;
  });
}

/** Of a change that was applied, whether it is quiet from then on. */
export function isWholeCheck({ stack, applier }: PreparedStack): Check {
  return stackCheck("change-is-whole", "changes nothing when it is applied again", stack, async () => {
    const { changes } = await applier.apply(stack);
    if (!changes.length) return "nothing differs";
    throw new Violation(changes.map(({ address, action }) => `${address}: ${action}`).join("; "));
  });
}

function inWords({ address, message, inTheWay }: RefusedChange): string {
  const leased = inTheWay.length ? ` (in the way: leases of ${inTheWay.join(" and ")})` : "";
  return `${address}: ${message}${leased}`;
}
