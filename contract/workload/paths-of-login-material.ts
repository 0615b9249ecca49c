import type { WorkloadDescription } from "../../constructs";
import { secretIdPath } from "../../policies";

/** Where what a workload logs in with is made: nowhere in Vault, where somebody else makes it. */
export function pathsOfLoginMaterial({ name, login }: WorkloadDescription): string[] {
  return login.method === "approle" ? [secretIdPath(login.path, name)] : [];
}
