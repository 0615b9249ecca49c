import { lineOf } from "../../contract/subject";
import { rehearse, type RehearseProps } from "../../rehearsal/rehearse";
import type { RehearsalReport } from "../../rehearsal/report";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";

/** Rehearses a stack on servers of its own: on PostgreSQL 18 where no other is named. */
export function rehearseStack(
  stack: SynthesizedStack,
  options: Partial<
    Pick<
      RehearseProps,
      "postgres" | "kubeconfig" | "until" | "thorough" | "timeLapse" | "schemas" | "terraform" | "together"
    >
  > = {},
): Promise<RehearsalReport> {
  const ignore = () => undefined;
  const props = { postgres: 18 as const, ...options, env: process.env, notify: ignore, onCheck: ignore };
  return withWorkspace(async (workspace) => (await rehearse(stack, workspace, props)).report);
}

/** The checks that failed, as a reader of the report sees them. */
export function failuresOf({ checks }: Pick<RehearsalReport, "checks">): string[] {
  return checks
    .filter(({ outcome }) => outcome === "failed")
    .map((check) => `${lineOf(check)}: ${check.detail}`);
}

/** The checks that passed. */
export function passedOf({ checks }: Pick<RehearsalReport, "checks">): string[] {
  return checks.filter(({ ok }) => ok).map(lineOf);
}
