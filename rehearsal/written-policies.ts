import { randomBytes } from "node:crypto";
import type { VaultClient } from "../clients/vault-client";
import type { ThrowawayServers } from "./servers/throwaway-servers";
import type { SynthesizedStack } from "./stack/synthesized-stack";

/** Who has something to do with a stack besides its workloads, by the policy that it writes for them. */
type Operator = "deployer" | "drain";

/** Writes into Vault what the stack writes into `deployer.policy.json`, or another. @returns its name; none where there is none */
export async function writePolicy(
  operator: Operator,
  { files, name }: SynthesizedStack,
  shared: ThrowawayServers,
  vault: VaultClient,
): Promise<string[]> {
  const policy = files.get(`${operator}.policy.json`);
  if (policy === undefined) return [];
  return [
    await shared.once(`policy of ${operator} of ${name}: ${policy}`, async () => {
      const written = `rehearsal-${operator}-${randomBytes(4).toString("hex")}`;
      await vault.request("PUT", `sys/policies/acl/${written}`, { policy });
      return written;
    }),
  ];
}

/** Vault with these policies; without one, as whoever asks. */
export async function vaultWith(policies: readonly string[], vault: VaultClient): Promise<VaultClient> {
  if (!policies.length) return vault;
  const { auth } = await vault.request("POST", "auth/token/create", { policies, no_default_policy: true });
  return vault.withToken(auth?.client_token ?? "");
}
