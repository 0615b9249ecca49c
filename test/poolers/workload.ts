import { sendRequest } from "../../clients/http-request";
import type { VaultClient, VaultResponse } from "../../clients/vault-client";

const ROLE = "auth/approle/role/pgbouncer";

/** Makes the AppRole workload `pgbouncer`, which may read static roles. */
export async function makeWorkload(vault: VaultClient, staticRoles: readonly string[]): Promise<void> {
  const rules = staticRoles.map((name) => `path "database/static-creds/${name}" { capabilities = ["read"] }`);
  await vault.request("PUT", "sys/policies/acl/pgbouncer", { policy: rules.join("\n") });
  await vault.request("POST", "sys/auth/approle", { type: "approle" });
  await vault.request("POST", ROLE, {
    token_policies: ["pgbouncer"],
    token_period: 3_600,
    secret_id_num_uses: 1,
    secret_id_ttl: 600,
  });
}

/** What it logs in with, by the names of the files that the agent's configuration reads it from. */
export async function loginMaterial(vault: VaultClient): Promise<Record<"role-id" | "secret-id", string>> {
  const { data } = await vault.request("GET", `${ROLE}/role-id`);
  return { "role-id": String(data?.role_id), "secret-id": await wrappedSecretId(vault) };
}

async function wrappedSecretId({ address, token = "" }: VaultClient): Promise<string> {
  const headers = { "X-Vault-Token": token, "X-Vault-Wrap-TTL": "60s" };
  const { text } = await sendRequest(`${address}/v1/${ROLE}/secret-id`, { method: "PUT", headers });
  const { wrap_info } = JSON.parse(text) as VaultResponse & { wrap_info: { token: string } };
  return wrap_info.token;
}
