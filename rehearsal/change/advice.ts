import type { RefusedChange } from "./change-report";

/** What helps where leases weren't what is in the way, by what a server says. */
const ADVICE: readonly (readonly [RegExp, string])[] = [
  [
    /password authentication failed/,
    "raise the connection's generation with it, as Vault has rotated the password of its account, and nobody knows it for another connection",
  ],
  [/cannot drop schema/, "let a migration drop or move what is in the schema before it, as the owner"],
];

const OTHERWISE = "docs/changes.md says what to do before";

/** What to do about what was refused once it was drained, too. */
export function adviceOn(refused: readonly RefusedChange[]): string {
  const known = ADVICE.filter(([says]) => refused.some(({ message }) => says.test(message)));
  const advice = known.map(([, text]) => text).join("; ");
  return `Drained first, on other servers, it was refused again: ${advice || OTHERWISE}`;
}
