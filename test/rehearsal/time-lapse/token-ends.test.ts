import type { VaultClient } from "../../../clients/vault-client";
import { endsWithItsLeases } from "../../../rehearsal/time-lapse/observations/tokens";
import type { PlayedWorkload } from "../../../rehearsal/time-lapse/played-workload";

const TOKEN = { kind: "bounded", ttl: 20, maxTtl: 40 } as const;
const LEASES = [lease(42, "with its token"), lease(49, "expired")];

function lease(to: number, end: string): object {
  return { label: "v-app", token: { from: 2 }, to, end };
}

/** Of a workload in whose code leases are kept, at 60 s, when its first token is gone. */
function observed(credentials: readonly object[], doneAt = (due: number) => due) {
  const lane = { tokens: [{ from: 2 }], credentials };
  const workload = { reads: [{ kind: "leased" }] };
  const played = { about: {}, clock: { now: 60 }, lane, workload } as unknown as PlayedWorkload;
  const vault = { request: () => Promise.reject(new Error("gone")) } as unknown as VaultClient;
  return endsWithItsLeases(played, TOKEN, vault, { doneAt }, 1200);
}

test("a lease that outlives its token fails", async () => {
  await expect(observed(LEASES).result()).rejects.toThrow("v-app outlived the token that it was issued to");
});

test("a lease whose token ends while Vault is stopped may be there until Vault is back", async () => {
  const back = (due: number) => (due < 48 ? 48 : due);
  expect(await observed(LEASES, back).result()).toBe("v-app ended with its token, before its lease did");
});

test("a day isn't over before a lease was seen to end with its token", () => {
  expect(observed(LEASES).isDone()).toBe(true);
  expect(observed(LEASES.slice(1)).isDone()).toBe(false);
});
