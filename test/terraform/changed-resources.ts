import type { VaultClient } from "../../clients/vault-client";

type Attributes = Readonly<Record<string, unknown>>;

/** What can be changed of a resource, by its type. Nothing that is described of mounts and auth methods is here. */
const CHANGES: Readonly<Record<string, (attributes: Attributes) => Attributes>> = {
  vault_approle_auth_backend_role: () => ({ secret_id_num_uses: 7 }),
  // Any change replaces it.
  vault_audit: () => ({ description: "changed" }),
  vault_database_secret_backend_connection: ({ postgresql }) => ({
    postgresql: { ...(postgresql as Attributes), max_open_connections: 7 },
  }),
  vault_database_secret_backend_role: () => ({ default_ttl: 420 }),
  vault_database_secret_backend_static_role: () => ({ rotation_period: 7 * 3600 }),
  vault_generic_endpoint: () => ({ data_json: JSON.stringify({ generation: 7 }) }),
  vault_jwt_auth_backend: () => ({ default_role: "changed" }),
  vault_jwt_auth_backend_role: () => ({ clock_skew_leeway: 7 }),
  vault_kubernetes_auth_backend_config: () => ({ kubernetes_host: "https://changed.example" }),
  vault_kubernetes_auth_backend_role: () => ({ token_period: 7 * 3600 }),
  vault_password_policy: ({ policy }) => ({ policy: String(policy).replace("48", "47") }),
  vault_policy: () => ({ policy: JSON.stringify({ path: {} }) }),
  vault_quota_rate_limit: () => ({ rate: 7 }),
  vault_token_auth_backend_role: () => ({ token_period: 7 * 3600 }),
  vault_transit_secret_backend_key: () => ({ auto_rotate_period: 7 * 3600 }),
};

/** A resource with another value of one of its arguments, if it has one that can be changed. */
export function changed(type: string, attributes: Attributes): Attributes {
  return { ...attributes, ...CHANGES[type]?.(attributes) };
}

/** Describes each mount and auth method otherwise, as somebody does by hand: an apply puts it right. */
export async function changeByHand(root: VaultClient, mounts: readonly string[]): Promise<void> {
  for (const mount of mounts)
    await root.request("POST", `sys/mounts/${mount}/tune`, { description: "by hand" });
}
