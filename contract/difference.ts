import type { DatabaseReference } from "../constructs";

/** What is missing from a list of lines, and what is in it besides. */
export function difference(expected: readonly string[], there: readonly string[]): string[] {
  const [isExpected, isThere] = [new Set(expected), new Set(there)];
  return [
    ...there.filter((line) => !isExpected.has(line)).map((line) => `unexpected: ${line}`),
    ...expected.filter((line) => !isThere.has(line)).map((line) => `missing: ${line}`),
  ];
}

/** Whether two references name one database. */
export function isSameDatabase(one: DatabaseReference, other: DatabaseReference): boolean {
  return one.server === other.server && one.name === other.name;
}
