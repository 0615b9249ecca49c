import { AuthBackend } from "@cdktf/provider-vault/lib/auth-backend";
import type { Construct } from "constructs";
import { claimMount } from "./claim";
import { addProblems } from "./validation";
import { mountPathProblems } from "./vault-name";

/** Enables an auth method. @returns its path, as a reference */
export function enableAuthMethod(scope: Construct, type: "approle" | "kubernetes", path: string): string {
  claimMount(scope, `auth/${path}`);
  addProblems(scope, () => mountPathProblems("auth method", path));
  return new AuthBackend(scope, "Resource", { type, path }).path;
}
