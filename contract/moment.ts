/** An instant that lies between two others, in milliseconds since 1970: what somebody else did while we waited. */
export interface Moment {
  readonly earliest: number;
  readonly latest: number;
}

/** The clocks of Vault and PostgreSQL may be apart, and Vault gives a login 5 s more than its lease. */
const LEEWAY_MS = 15_000;

/** Does something, and says when it was done. */
export async function timed<Result>(action: () => Promise<Result>): Promise<[Result, Moment]> {
  const earliest = Date.now();
  const result = await action();
  return [result, { earliest, latest: Date.now() }];
}

/** So many seconds later. */
export function after({ earliest, latest }: Moment, seconds: number): Moment {
  return { earliest: earliest + seconds * 1000, latest: latest + seconds * 1000 };
}

/** Whether two can be the same instant. */
export function canBeSame(one: Moment, other: Moment): boolean {
  return one.earliest <= other.latest + LEEWAY_MS && other.earliest <= one.latest + LEEWAY_MS;
}
