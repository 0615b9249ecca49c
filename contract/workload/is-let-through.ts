import { type VaultClient, VaultError, type VaultMethod } from "../../clients/vault-client";

/** Whether the policy lets a request through; what becomes of it then doesn't matter. */
export async function isLetThrough(
  vault: VaultClient,
  method: VaultMethod,
  path: string,
  body?: object,
): Promise<boolean> {
  try {
    await vault.request(method, path, body);
    return true;
  } catch (error) {
    if (error instanceof VaultError) return error.status !== 403;
    throw error;
  }
}
