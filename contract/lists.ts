import type { Check } from "./check";
import type { Context } from "./context";

/**
 * The phases of a contract. All checks of one are done before the next begins. In `oneByOne`, one role after the other is
 * issued, and meanwhile Vault is asked what PostgreSQL doesn't notice. In `afterRotations`, nobody relies on the password of a
 * static role any more.
 */
export const PHASES = [
  "beforeLeases",
  "oneByOne",
  "leasing",
  "whileLeased",
  "secondApply",
  "afterLeases",
  "afterRotations",
] as const;

/** Makes the checks of one concern about a subject: none where the stack describes nothing of it. */
export type MakeChecks<Subject> = (context: Context, subject: Subject) => Check | readonly Check[];

/** All checks about a kind of subject, by phase, in the order they are tried. */
export type CheckLists<Subject> = Readonly<Partial<Record<(typeof PHASES)[number], MakeChecks<Subject>[]>>>;
