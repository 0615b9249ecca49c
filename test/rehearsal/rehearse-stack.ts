import type { CheckResult } from "../../contract/check";
import { rehearse } from "../../rehearsal/rehearse";
import type { RehearsalReport } from "../../rehearsal/report";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";

/** Rehearses a stack on servers of its own. */
export function rehearseStack(
  stack: SynthesizedStack,
  postgres: PostgresVersion = 18,
  kubeconfig?: string,
): Promise<RehearsalReport> {
  const ignore = () => undefined;
  const props = { postgres, kubeconfig, env: process.env, notify: ignore, onCheck: ignore };
  return withWorkspace(async (workspace) => (await rehearse(stack, workspace, props)).report);
}

/** The checks that failed, as a reader of the report sees them. */
export function failuresOf({ checks }: Pick<RehearsalReport, "checks">): string[] {
  return checks
    .filter(({ ok }) => !ok)
    .map(({ subject, id, detail }: CheckResult) => `${subject}: ${id}: ${detail}`);
}
