/** The shortest that durations are played, in seconds. */
export const FLOORS = {
  lease: 20,
  /** Two leases' time, so that there are renewals before it. */
  maxTtl: 40,
  token: 20,
  rotation: 40,
  /** Who was given one needs so long to start on a busy machine. */
  secretId: 60,
  /** Vault takes no shorter interval of a rate limit. */
  interval: 1,
} as const;

/** How long Vault is stopped: the login of a lease is valid for 5 s longer than that. */
export const OUTAGE_S = 8;

export const DAY_S = 86_400;

/** What takes longer than a day and a quarter, or than two minutes where that is more, is not waited for. */
export function longestWait(factor: number): number {
  return Math.max((1.25 * DAY_S) / factor, 120);
}
