/**
 * The shortest that durations are played, in seconds.
 *
 * A lease of 6 s still is renewed and replaced without a failed query, also on a machine that is busy: of an agent, the next
 * credential was there a tenth of a lease before the end at least (0.5 s of 6, 0.8 s of 8), as its lifetime watcher works it
 * out; of a service that renews after a quarter, more than a half. What needs longer is the outage. It lasts until the login
 * of a lease is over, which is valid for 5 s longer than the lease, and no agent may have to renew meanwhile: an agent whose
 * token can't be renewed waits for 10 s. It renews after two thirds of a token or lease, so 16 s leave some seconds to begin in.
 *
 * Measured with OpenBao 2.7.2 on two processors with a load of 10.
 */
export const FLOORS = {
  lease: 16,
  token: 16,
  /** A lease's or token's TTL twice, so that there are renewals before it. */
  maxTtl: 32,
  /** Vault looks every 5 s what is due, and not while it is stopped: two of a pair have to be further apart than that. */
  rotation: 40,
  /** Whoever was given one has to start with it. */
  secretId: 60,
  /** Vault takes no shorter interval of a rate limit. */
  interval: 1,
} as const;

/** How long Vault is stopped at most. */
export const OUTAGE_S = 8;

export const DAY_S = 86_400;

/** What takes longer than a day and a quarter, or than two minutes where that is more, is not waited for. */
export function longestWait(factor: number): number {
  return Math.max((1.25 * DAY_S) / factor, 120);
}
