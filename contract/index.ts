import type { CheckResult } from "./check";
import { contractOf } from "./contract";
import type { Deployment } from "./deployment";
import { run, type RunProps } from "./run";

/** Tries everything that a deployed stack describes, and its neighbourhood, on the live servers. */
export function checkContract(
  deployment: Deployment,
  props: Omit<RunProps, "abilities"> = {},
): Promise<CheckResult[]> {
  return run(contractOf(deployment), { ...props, abilities: deployment.abilities });
}
