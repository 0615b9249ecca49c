import type { VaultClient } from "../../clients/vault-client";
import type { PreparedStack } from "../../rehearsal/prepared-stack";

/** Vault as somebody sees it who deploys a stack, with what they need besides to drain it. */
export async function drainerOf({ servers, stack, deployerPolicies }: PreparedStack): Promise<VaultClient> {
  const vault = servers.vault.client;
  const policies = [...deployerPolicies];
  const policy = stack.files.get("drain.policy.json");
  if (policy !== undefined) {
    await vault.request("PUT", "sys/policies/acl/drain", { policy });
    policies.push("drain");
  }
  const { auth } = await vault.request("POST", "auth/token/create", { policies, no_default_policy: true });
  return vault.withToken(String(auth?.client_token));
}
