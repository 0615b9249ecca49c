import type { AccessManifest } from "../../constructs/access/access-manifest";
import { BROADENING_RULES } from "./broadening/registry";
import type { BroadeningRule, Gain } from "./broadening/rule";
import { NOTHING } from "./nothing";
import { renamed, type Renames } from "./renamed";

/** A gain, and the rule that found it. */
export interface Broadening extends Gain {
  readonly rule: BroadeningRule;
}

/** What is more in the one than in the other, by every rule. */
export function gainsOf(before: AccessManifest, after: AccessManifest): Broadening[] {
  return BROADENING_RULES.flatMap((rule) => rule.gains(before, after).map((gain) => ({ ...gain, rule })));
}

/** Both sides of a change, by the names that are there after it. */
export interface ComparedAccess {
  readonly was: AccessManifest;
  readonly is: AccessManifest;
  readonly renames: Renames;
  /** What somebody gets. */
  readonly gains: readonly Broadening[];
}

/**
 * Compares what is described.
 *
 * @param base as it is. @default - there is no such stack
 * @param head as it would be. @default - there would be no such stack
 */
export function compareAccess(base = NOTHING, head = NOTHING): ComparedAccess {
  const { before: was, renames } = renamed(base, head);
  return { was, is: head, renames, gains: gainsOf(was, head) };
}
