import type { AccessManifest } from "./access-manifest";
import { factsOf } from "./access-facts";
import type { Fact } from "./fact";

/** How two manifests differ: who gains, loses or changes what, one sentence each, in words for a reviewer. */
export function accessDifference(before: AccessManifest, after: AccessManifest): string[] {
  return factDifference(factsOf(before), factsOf(after));
}

/** How what is said differs from what was said, one sentence each. */
export function factDifference(was: readonly Fact[], is: readonly Fact[]): string[] {
  const lost = without(was, is);
  const sentences = without(is, was).map((gained) => {
    const index = lost.findIndex((fact) => isSameSetting(fact, gained));
    const { subject, what } = gained;
    if (index < 0) return `+ ${subject} gains ${what}`;
    const [old] = lost.splice(index, 1);
    return `! ${subject} changes from ${old?.what} to ${what}`;
  });
  sentences.push(...lost.map(({ subject, what }) => `- ${subject} loses ${what}`));
  return [...new Set(sentences.map(inOneLine))].sort((a, b) => (a.slice(2) < b.slice(2) ? -1 : 1));
}

/** The facts that the others lack, or have fewer times. */
function without(all: readonly Fact[], others: readonly Fact[]): Fact[] {
  const key = ({ subject, what }: Fact) => JSON.stringify([subject, what]);
  const left = new Map<string, number>();
  for (const other of others) left.set(key(other), (left.get(key(other)) ?? 0) + 1);
  return all.filter((fact) => {
    const count = left.get(key(fact)) ?? 0;
    left.set(key(fact), count - 1);
    return count <= 0;
  });
}

function isSameSetting(one: Fact, other: Fact): boolean {
  return one.setting !== undefined && one.setting === other.setting && one.subject === other.subject;
}

/** A line break in a name or a reason would let it write sentences of its own. */
function inOneLine(sentence: string): string {
  return sentence.replace(/\s+/g, " ");
}
