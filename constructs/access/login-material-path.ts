import type { WorkloadDescription } from "./access-manifest";

/** Where somebody makes what a workload logs in with. */
export function loginMaterialPath({ name, login }: Pick<WorkloadDescription, "name" | "login">): string {
  return login.method === "token" ? `auth/token/create/${name}` : `auth/${login.path}/role/${name}/secret-id`;
}
