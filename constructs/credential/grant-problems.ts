import type { IDatabaseRole } from "../database-role";
import { credentialsOf } from "../private/grants";
import type { Problem } from "../private/validation";
import type { IWorkload } from "../workload";

/** What is wrong with what somebody reads for a workload. */
export function grantProblems(workload: IWorkload, roles: readonly IDatabaseRole[]): Problem[] {
  const granted = credentialsOf(workload).map(({ path }) => path);
  const missing = roles.filter(({ path }) => !granted.includes(path));
  return missing.map(({ path }) => ({
    rule: "credential-grant",
    message: `it reads ${path}, which workload "${workload.workloadName}" may not read`,
    fix: "call grantRead(workload) on the role",
  }));
}
