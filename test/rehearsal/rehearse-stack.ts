import type { CheckResult } from "../../contract/check";
import { rehearse } from "../../rehearsal/rehearse";
import type { RehearsalReport } from "../../rehearsal/report";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { Workspace } from "../../rehearsal/servers/workspace";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";

/** Rehearses a stack on servers of its own. */
export async function rehearseStack(
  stack: SynthesizedStack,
  postgres: PostgresVersion = 18,
  kubeconfig?: string,
): Promise<RehearsalReport> {
  const workspace = new Workspace();
  try {
    const ignore = () => undefined;
    const { report } = await rehearse(stack, workspace, {
      postgres,
      kubeconfig,
      env: process.env,
      notify: ignore,
      onCheck: ignore,
    });
    return report;
  } finally {
    await workspace.dispose();
  }
}

/** The checks that failed, as a reader of the report sees them. */
export function failuresOf({ checks }: Pick<RehearsalReport, "checks">): string[] {
  return checks
    .filter(({ ok }) => !ok)
    .map(({ subject, id, detail }: CheckResult) => `${subject}: ${id}: ${detail}`);
}
