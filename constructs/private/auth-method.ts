import { AuthBackend } from "@cdktf/provider-vault/lib/auth-backend";
import type { Construct } from "constructs";
import type { AuthMethodDescription, ClusterDescription } from "../access/access-manifest";
import { claimMount } from "./claim";
import { describe } from "./describe";
import { addProblems } from "./validation";
import { mountPathProblems } from "./vault-name";
import { written } from "./written";

/** An auth method that is mounted elsewhere. */
export function importAuthMethod(scope: Construct, type: AuthMethodDescription["type"], path: string): void {
  describe(scope, "authMethods", () => ({ type, path, imported: true }));
  addProblems(scope, () => mountPathProblems("auth method", path));
}

/**
 * Enables an auth method.
 *
 * @param cluster the cluster that it asks, where it is one for Kubernetes
 * @returns its path, as a reference
 */
export function enableAuthMethod(
  scope: Construct,
  type: AuthMethodDescription["type"],
  path: string,
  cluster?: () => ClusterDescription,
): string {
  claimMount(scope, `auth/${path}`);
  describe(scope, "authMethods", () => ({ type, path, imported: false, cluster: cluster?.() }));
  addProblems(scope, () => mountPathProblems("auth method", path));
  return written(new AuthBackend(scope, "Resource", { type, path })).path;
}
