import { setTimeout as sleep } from "node:timers/promises";
import type { Credential } from "./database";
import { Refusal, type Vault } from "./vault";

const RETRY_MS = 1_000;

/** A credential, and well before the end of each the next. */
export async function* leasedCredentials(
  vault: Vault,
  path: string,
  signal: AbortSignal,
): AsyncGenerator<Credential> {
  for (;;) {
    const lease = await untilAnswered(() => vault.issue(path), signal);
    yield lease;
    let left = lease.ttl;
    // When a renewal gives half of the time, or none, `max_ttl` is near.
    while (left > lease.ttl / 2) {
      await sleep((1_000 * Math.min(left, vault.tokenTtl)) / 2, undefined, { signal });
      left = await untilAnswered(() => vault.renew(lease), signal).catch(noneIfRefused);
    }
  }
}

function noneIfRefused(error: unknown): number {
  if (error instanceof Refusal) return 0;
  throw error;
}

/** Asks again while Vault can't answer: it may be starting. */
async function untilAnswered<Answer>(ask: () => Promise<Answer>, signal: AbortSignal): Promise<Answer> {
  for (;;) {
    try {
      return await ask();
    } catch (error) {
      if (error instanceof Refusal) throw error;
      console.error((error as Error).message);
      await sleep(RETRY_MS, undefined, { signal });
    }
  }
}
