import type { WorkloadDescription } from "../../constructs";
import { tokenPath } from "../../policies";
import type { Deployment } from "../deployment";
import type { Authentication } from "./authentication";

/** A new token, which somebody makes for a workload that can't log in. */
export async function makeToken(
  { vault }: Deployment,
  { name }: Pick<WorkloadDescription, "name">,
): Promise<Authentication> {
  const { auth } = await vault.request("POST", tokenPath(name));
  return auth as Authentication;
}
