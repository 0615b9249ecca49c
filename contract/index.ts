import type { CheckResult } from "./check";
import { contractOf } from "./contract";
import type { Deployment } from "./deployment";
import type { AccessMatrix } from "./postgres/access-matrix/access-matrix";
import { run, type RunProps } from "./run";

export interface ContractProps extends Omit<RunProps, "abilities"> {
  /** Told who may do what in a database, when that is known. */
  readonly onAccess?: (matrix: AccessMatrix) => void;
}

/** Tries everything that a deployed stack describes, and its neighbourhood, on the live servers. */
export function checkContract(
  deployment: Deployment,
  { onAccess, ...props }: ContractProps = {},
): Promise<CheckResult[]> {
  return run(contractOf(deployment, onAccess), { ...props, abilities: deployment.abilities });
}
