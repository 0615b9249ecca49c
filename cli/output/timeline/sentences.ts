import type {
  Bar,
  FlooredDuration,
  Lane,
  Lifetime,
  Span,
  Timeline,
} from "../../../rehearsal/time-lapse/timeline";
import { lengthOf, playedOf } from "./lengths";

/** What a bar is to a reader. */
export type Noun = "token" | "user" | "password";

/** What a lane's credential is: a user of its own, or the password of one that stays. */
export function nounOf({ kind }: Lane, { of }: Pick<Bar, "of">): "user" | "password" {
  return kind === "static role" || of.includes("/static-creds/") ? "password" : "user";
}

/** `A day of dev in 74 s`. */
export function titleOf({ stack, seconds, factor }: Timeline): string {
  return `${lengthOf(seconds * factor)} of ${stack} in ${lengthOf(seconds)}`;
}

/** How long something lives, as described: `1 h, renewed up to 24 h`. */
export function livesFor({ of, ttl, maxTtl }: Lifetime): string {
  if (of.includes("/static-creds/")) return `another password every ${lengthOf(ttl)}`;
  if (maxTtl === undefined) return `${lengthOf(ttl)}, renewed without end`;
  return maxTtl > ttl ? `${lengthOf(ttl)}, renewed up to ${lengthOf(maxTtl)}` : lengthOf(ttl);
}

/** What a lane had and did: a few words for each. */
export function summaryOf(lane: Lane): string[] {
  const { tokens, credentials, queries } = lane;
  const had = (["user", "password"] as const).map((noun) =>
    hadOf(
      noun,
      credentials.filter((bar) => nounOf(lane, bar) === noun),
    ),
  );
  return [hadOf("token", tokens), ...had, queriesOf(queries)].flatMap((each) => each ?? []);
}

function hadOf(noun: Noun, bars: readonly Bar[]): string | undefined {
  if (!bars.length) return undefined;
  const renewals = bars.reduce((sum, bar) => sum + bar.renewals.length, 0);
  return `${counted(bars.length, noun)}${renewals ? `, renewed ${times(renewals)}` : ""}`;
}

function queriesOf(queries: Lane["queries"]): string | undefined {
  if (!queries) return undefined;
  const { answered, failed } = queries;
  return `${counted(answered + failed, "query", "queries")}, ${failed ? `${number(failed)} failed` : "none failed"}`;
}

/** When something was, in real time and as it was played. */
export function spanOf({ from, to }: Span, { factor }: Timeline): string {
  return `from ${lengthOf(from * factor)} to ${lengthOf(to * factor)} (${playedOf(from)} to ${playedOf(to)})`;
}

/** What a duration was played as, and what that looks like. */
export function flooredOf({ what, described, played }: FlooredDuration, { factor }: Timeline): string {
  return `${what}: ${lengthOf(described)}, played in ${lengthOf(played)}, which looks like ${lengthOf(played * factor)}`;
}

/** Why some durations are longer than they would be. */
export function floorOf({ factor }: Timeline): string {
  return `Too short to be played ${number(factor)} times faster, so longer here than they are`;
}

/** `1 user`, `2 users`. */
export function counted(count: number, noun: string, nouns = `${noun}s`): string {
  return `${number(count)} ${count === 1 ? noun : nouns}`;
}

/** `once`, `24 times`. */
export function times(count: number): string {
  return count === 1 ? "once" : `${number(count)} times`;
}

/** `1,200`. */
export function number(count: number): string {
  return count.toLocaleString("en-US");
}
