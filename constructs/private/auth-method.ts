import { AuthBackend } from "@cdktf/provider-vault/lib/auth-backend";
import type { Construct } from "constructs";
import type { AuthMethodDescription, ClusterDescription } from "../access/access-manifest";
import type { JwtIssuerDescription } from "../access/jwt-issuer-description";
import { claimMount } from "./claim";
import { describe } from "./describe";
import { addProblems } from "./validation";
import { mountPathProblems } from "./vault-name";
import { written } from "./written";

/** An auth method that is mounted elsewhere. @param issuer whose tokens log in, where it is one for JWTs */
export function importAuthMethod(
  scope: Construct,
  type: AuthMethodDescription["type"],
  path: string,
  issuer?: () => JwtIssuerDescription,
): void {
  describe(scope, "authMethods", () => ({ type, path, imported: true, issuer: issuer?.() }));
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
  claimAuthMethod(scope, path, () => ({ type, cluster: cluster?.() }));
  return written(new AuthBackend(scope, "Resource", { type, path })).path;
}

/** Takes the path of an auth method that the construct enables, and describes it. */
export function claimAuthMethod(
  scope: Construct,
  path: string,
  description: () => Omit<AuthMethodDescription, "path" | "imported">,
): void {
  claimMount(scope, `auth/${path}`);
  describe(scope, "authMethods", () => {
    const { type, ...others } = description();
    return { type, path, imported: false, ...others };
  });
  addProblems(scope, () => mountPathProblems("auth method", path));
}
