const DAY_MINUTES = 24 * 60;

/** Vault takes no shorter window: as much later than its schedule a rotation can be. */
export const WINDOW_SECONDS = 3600;

/**
 * The shortest period of a pair whose passwords are used for so long, in seconds. A person sets two rotations apart from
 * `longestUse` after both until `longestUse` before both come again, so a fifth of the period is left to do that in, and for
 * Vault, which looks every five seconds what is due.
 */
export function leastPeriod(longestUse: number, isScheduled: boolean): number {
  return isScheduled ? 2 * (longestUse + WINDOW_SECONDS) : Math.ceil((longestUse * 5) / 2);
}

/**
 * Two schedules of one period, half a period apart, where a schedule can have that period: whole hours that a day has a
 * whole number of times, or a week.
 */
export function alternatingSchedules(periodSeconds: number): readonly [string, string] | undefined {
  if (periodSeconds === 7 * DAY_MINUTES * 60) return ["0 0 * * 0", "0 12 * * 3"];
  const minutes = periodSeconds / 60;
  if (!(minutes > 0) || minutes % 60 || DAY_MINUTES % minutes) return undefined;
  return [daily(0, minutes), daily(minutes / 2, minutes)];
}

/** So many minutes after midnight, and every so many minutes from then on. */
function daily(offset: number, period: number): string {
  const times = Array.from({ length: DAY_MINUTES / period }, (_, index) => offset + index * period);
  const hours = times.map((time) => Math.floor(time / 60));
  return `${offset % 60} ${hours.join(",")} * * *`;
}
