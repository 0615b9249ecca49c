import type { WorkloadDescription } from "../../constructs";
import { secretIdPath, tokenPath } from "../../policies";

/** Where what a workload logs in with is made: nowhere in Vault, where somebody else makes it. */
export function pathsOfLoginMaterial({ name, login }: WorkloadDescription): string[] {
  switch (login.method) {
    case "approle":
      return [secretIdPath(login.path, name)];
    case "kubernetes":
    case "jwt":
      return [];
    case "token":
      return [tokenPath(name)];
  }
}
