import type { Ability } from "./abilities";
import type { Subject } from "./subject";

/** The rows of a report: what a check is about its subject. */
export const KINDS = [
  "may",
  "may not",
  "refused",
  "lease",
  "revocation",
  "rotation",
  "change",
  "also",
] as const;
export type Kind = (typeof KINDS)[number];

/**
 * The most that a check does to servers that others use, also when what it looks for is wrong. Each includes those before.
 *
 * - `nothing`: it reads, or is refused.
 * - `issues a lease`: or a token, or a secret ID. They end by themselves, and it ends them before.
 * - `writes`: it makes or changes something, and takes it back.
 * - `breaks`: what somebody relies on may be gone.
 */
export const HARMS = ["nothing", "issues a lease", "writes", "breaks"] as const;
export type Harm = (typeof HARMS)[number];

/** One thing to try on live servers. */
export interface Check {
  /** What is tried: one of a closed set, without a name of anything in the stack. Stable. */
  readonly id: string;
  readonly kind: Kind;
  /** What a person reads in the row of its kind. */
  readonly says: string;
  readonly about: Subject;
  readonly harm: Harm;
  /** What the deployment must be able to, or it is not checked. */
  readonly needs: readonly Ability[];
  /**
   * Tries it.
   *
   * @returns what was seen, without a secret
   * @throws Violation when the servers do something else than the stack describes
   */
  attempt(): Promise<string>;
}

/**
 * How a check went: `broken off` when something that it needs had failed in another check already, `not checked` when a
 * rehearsal can't try it, and says why.
 */
export type Outcome = "passed" | "failed" | "broken off" | "not checked";

/** A check, and how it went. */
export interface CheckResult extends Pick<Check, "id" | "kind" | "says" | "about"> {
  /** Whether it passed. */
  readonly ok: boolean;
  readonly outcome: Outcome;
  /** What was seen, or why it broke off or was not checked. Never a secret. */
  readonly detail: string;
  readonly ms: number;
  /** The check that failed, where this one broke off because of it. */
  readonly because?: Pick<Check, "id" | "about">;
}

/** What it needs turned out not to be there. Says what. */
export class NotChecked extends Error {}

/** The servers did not do what the stack describes. */
export class Violation extends Error {}
