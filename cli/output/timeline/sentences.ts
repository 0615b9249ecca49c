import type { FlooredDuration, Lane, Lifetime, Span, Timeline } from "../../../rehearsal/time-lapse/timeline";
import { lengthOf, playedLengthOf, playedOf } from "./lengths";
import { type Noun, nounOf } from "./nouns";

/** `24 h 40 min of dev in 74 s`. */
export function titleOf({ stack, seconds, factor }: Timeline): string {
  return `${lengthOf(seconds * factor)} of ${stack} in ${playedLengthOf(Math.round(seconds))}`;
}

/** What kept the credentials of a lane. */
export function keptBy({ by, kind }: Lane): string {
  return by ? `by ${by}` : kind;
}

/** How long something lives as described, and what that looks like: `1 h (here 2 h), renewed up to 24 h`. */
export function livesFor({ of, ttl, maxTtl, played }: Lifetime, { factor }: Timeline): string {
  const each = lengthHere(ttl, played.ttl * factor);
  if (nounOf(of) === "password") return `another password every ${each}`;
  if (maxTtl === undefined) return `${each}, renewed without end`;
  return maxTtl > ttl ? `${each}, renewed up to ${lengthHere(maxTtl, (played.maxTtl ?? 0) * factor)}` : each;
}

/** A length, and what it looks like where that is another one. A tenth of it nobody sees. */
function lengthHere(described: number, here: number): string {
  const isSeen = Math.abs(here - described) > described / 10;
  return isSeen ? `${lengthOf(described)} (here ${lengthOf(here)})` : lengthOf(described);
}

/** What a lifetime is of, where its lane's name doesn't say so. */
export function pathBeside({ name }: Lane, { of }: Lifetime): string | undefined {
  return of === name ? undefined : of;
}

/** How long what a lane has lives: a few words for each. */
export function lifetimesOf(lane: Lane, timeline: Timeline): { noun: Noun; text: string }[] {
  return lane.lifetimes.map((each) => {
    const path = pathBeside(lane, each);
    const lives = livesFor(each, timeline);
    return { noun: nounOf(each.of), text: path ? `${path}: ${lives}` : lives };
  });
}

/** What a lane had and did: a few words for each. */
export function summaryOf({ tokens, credentials, queries }: Lane): string[] {
  const bars = [...tokens, ...credentials];
  const nouns = [...new Set(bars.map(({ of }) => nounOf(of)))];
  const had = nouns.map((noun) => {
    const own = bars.filter(({ of }) => nounOf(of) === noun);
    const renewals = own.reduce((sum, bar) => sum + bar.renewals.length, 0);
    return `${counted(own.length, noun)}${renewals ? `, renewed ${times(renewals)}` : ""}`;
  });
  return queries ? [...had, queriesOf(queries)] : had;
}

function queriesOf({ answered, failed }: NonNullable<Lane["queries"]>): string {
  return `${counted(answered + failed, "query", "queries")}, ${failed ? `${number(failed)} failed` : "none failed"}`;
}

/** When something was, in real time and as it was played. */
export function spanOf({ from, to }: Span, { factor }: Timeline): string {
  return `from ${lengthOf(from * factor)} to ${lengthOf(to * factor)} (${playedOf(from)} to ${playedOf(to)})`;
}

/** What a duration was played as, and what that looks like. */
export function flooredOf({ what, described, played }: FlooredDuration, { factor }: Timeline): string {
  return `${what}: ${lengthOf(described)}, played in ${playedLengthOf(played)}, which looks like ${lengthOf(played * factor)}`;
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
