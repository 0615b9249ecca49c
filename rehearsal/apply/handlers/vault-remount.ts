import { setTimeout as sleep } from "node:timers/promises";
import type { VaultClient } from "../../../clients/vault-client";

/** Moves a mount with all that is in it, as Vault's own client does. @see Vault documentation, "/sys/remount" */
export async function remount(vault: VaultClient, from: string, to: string): Promise<void> {
  const { data } = await vault.request("POST", "sys/remount", { from, to });
  const status = async () => {
    const { data: migration } = await vault.request(
      "GET",
      `sys/remount/status/${String(data?.migration_id)}`,
    );
    return (migration?.migration_info as { status?: string } | undefined)?.status;
  };
  let current = await status();
  for (; current === "in-progress"; current = await status()) await sleep(100);
  if (current !== "success") throw new Error(`remounting ${from} at ${to}: ${current ?? "no status"}`);
}
