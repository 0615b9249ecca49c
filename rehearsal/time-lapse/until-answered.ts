import { setTimeout as sleep } from "node:timers/promises";
import { VaultError } from "../../clients/vault-client";

const RETRY_MS = 250;

/** Asks again while Vault can't answer. @throws VaultError when it refuses, AbortError when the signal is aborted */
export async function untilAnswered<Answer>(
  ask: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (isRefusal(error)) throw error;
      await sleep(RETRY_MS, undefined, { signal });
    }
  }
}

/** Whether Vault says no, and would say so again. */
export function isRefusal(error: unknown): boolean {
  return error instanceof VaultError && error.status < 500 && error.status !== 429;
}
