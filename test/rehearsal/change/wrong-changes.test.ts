import { failuresOf } from "../rehearse-stack";
import { ofChange, rehearsedChange } from "./rehearsed-change";
import { WRONG_CHANGES } from "./wrong-changes";

/**
 * Every check of a change but `sessions-go-on`: nothing of a stack ends a session alone, which `running-stack.test.ts` does. That
 * something is left when it is drained, `apply-checks.test.ts` shows.
 */
const CHECKS = [
  "change-applies",
  "change-is-whole",
  "token-goes-on",
  "goes-on-reading",
  "queries-go-on",
  "lease-goes-on",
  "logs-in-again",
  "change-strands-nothing",
];

/** Checks that have failed, as each has to once. */
const failed = new Set<string>();

test.each(WRONG_CHANGES)(
  "it is found that $what",
  async ({ before, after, failures }) => {
    const { checks } = ofChange(await rehearsedChange(before, after));
    const found = failuresOf({ checks });
    for (const failure of [failures].flat())
      expect(found).toContainEqual(typeof failure === "string" ? failure : expect.stringMatching(failure));
    for (const { id, outcome } of checks) if (outcome === "failed") failed.add(id);
  },
  60_000,
);

test("each check of a change fails for one of them", () => {
  expect([...failed].sort()).toEqual([...CHECKS].sort());
});
