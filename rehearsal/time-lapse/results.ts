import { type CheckResult, NotChecked, Violation } from "../../contract/check";
import type { Observation } from "./observations/observation";

/** What a day shows of a stack that has it, by the checks of it: why nothing is seen of one that hasn't. */
const KINDS: readonly (Pick<CheckResult, "kind" | "says"> & {
  readonly ids: readonly string[];
  readonly why: string;
})[] = [
  { ids: ["leases-are-renewed"], kind: "lease", says: "is renewed", why: "no workload reads a leased role" },
  {
    ids: ["token-outlives-its-periods"],
    kind: "also",
    says: "token outlives its periods",
    why: "no workload has a periodic token",
  },
  {
    ids: ["token-ends-with-its-leases"],
    kind: "also",
    says: "token ends, and its leases with it",
    why: "no workload has a bounded token",
  },
  {
    ids: ["rotates-in-time", "pair-rotates-in-turn"],
    kind: "rotation",
    says: "happens in time",
    why: "there is no static role",
  },
  {
    ids: ["locked-out-without-vault"],
    kind: "lease",
    says: "is locked out while Vault is stopped",
    why: "no workload reads a leased role",
  },
];

/** The results of what a day had to show, and of what there was nothing to show of. */
export async function resultsOf(stack: string, observations: readonly Observation[]): Promise<CheckResult[]> {
  const seen = await Promise.all(observations.map(resultOf));
  const nothing = KINDS.filter(({ ids }) => !observations.some(({ id }) => ids.includes(id)));
  return [...seen, ...nothing.map(({ ids, kind, says, why }) => notChecked(stack, ids[0]!, kind, says, why))];
}

async function resultOf({ id, kind, says, about, ...observation }: Observation): Promise<CheckResult> {
  const common = { id, kind, says, about, ms: 0 };
  if (observation.notChecked)
    return { ...common, ok: false, outcome: "not checked", detail: observation.notChecked };
  try {
    return { ...common, ok: true, outcome: "passed", detail: await observation.result() };
  } catch (error) {
    if (error instanceof NotChecked)
      return { ...common, ok: false, outcome: "not checked", detail: error.message };
    if (!(error instanceof Violation)) throw error;
    return { ...common, ok: false, outcome: "failed", detail: error.message };
  }
}

/** Those of many workloads that were not played. */
export function notPlayed(stack: string, workloads: readonly string[]): CheckResult[] {
  if (!workloads.length) return [];
  const detail = `not played, as so many at once only wait for each other: ${workloads.join(", ")}`;
  return [notChecked(stack, "every-workload-is-played", "also", "every workload", detail)];
}

function notChecked(
  stack: string,
  id: string,
  kind: CheckResult["kind"],
  says: string,
  detail: string,
): CheckResult {
  return {
    id,
    kind,
    says,
    about: { kind: "stack", name: stack },
    ok: false,
    outcome: "not checked",
    detail,
    ms: 0,
  };
}
