import { DAY_S, longestWait } from "./floors";

/** Why something isn't waited for, where it takes too long. */
export function tooLong(what: string, playedSeconds: number, factor: number): string | undefined {
  if (playedSeconds <= longestWait(factor)) return undefined;
  const described = playedSeconds * factor;
  const enough = Math.ceil(described / longestWait(Infinity));
  return `${what} is ${Math.round((10 * described) / DAY_S) / 10} days: a factor of ${enough} or more plays it`;
}
