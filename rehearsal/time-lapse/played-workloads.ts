import type { AccessManifest, WorkloadDescription } from "../../constructs";

/** More at once only wait for each other. */
const PLAYED_AT_ONCE = 12;

/** The workloads of a stack that are played: of many, some of each kind. */
export function playedWorkloads({ workloads }: AccessManifest): WorkloadDescription[] {
  if (workloads.length <= PLAYED_AT_ONCE) return [...workloads];
  const kinds = new Map<string, WorkloadDescription[]>();
  for (const workload of workloads) {
    const kind = kindOf(workload);
    kinds.set(kind, [...(kinds.get(kind) ?? []), workload]);
  }
  const turns = [...kinds.values()];
  const chosen = new Set<WorkloadDescription>();
  for (let turn = 0; chosen.size < PLAYED_AT_ONCE; turn++) {
    const next = turns.flatMap((each) => each[turn] ?? []);
    next.slice(0, PLAYED_AT_ONCE - chosen.size).forEach((each) => chosen.add(each));
  }
  return workloads.filter((each) => chosen.has(each));
}

/** What tells how it is played. */
function kindOf({ login, token, agent, reads }: WorkloadDescription): string {
  const kinds = [...new Set(reads.map(({ kind }) => kind))].sort();
  return [login.method, token.kind, agent ? "agent" : "code", ...kinds].join();
}
