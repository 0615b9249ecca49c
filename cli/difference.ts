import { accessDifference } from "../constructs/access/access-difference";
import type { AccessManifest } from "../constructs/access/access-manifest";
import { accessChanges } from "../review/access/access-changes";
import type { AccessRow } from "../review/access/access-row";
import { broadenings } from "../review/access/broadenings";
import { compareAccess } from "../review/access/compared-access";
import type { ReviewFinding } from "../review/finding";
import { brokenRules } from "./broken-rules";

/** What two access.json differ in, and what of it somebody asked not to be there. */
export interface Difference {
  /** In sentences, one for each access gained or lost. */
  readonly differences: readonly string[];
  /** The same, a row for each reader of a credential. */
  readonly rows: readonly AccessRow[];
  /** Who may do more. @default - nobody asked */
  readonly newAccess?: readonly ReviewFinding[];
  /** Which rules are broken as it would be. @default - nobody asked */
  readonly never?: readonly ReviewFinding[];
}

interface DifferenceProps {
  readonly before: AccessManifest;
  readonly after: AccessManifest;
  /** @default false */
  readonly noNewAccess?: boolean;
  /** The file of rules. @default - there are none */
  readonly never?: string;
}

/** @throws RehearsalError when there is no such file, NeverRulesError when a rule in it is none */
export function difference({ before, after, noNewAccess, never }: DifferenceProps): Difference {
  const compared = compareAccess(before, after);
  return {
    differences: accessDifference(before, after),
    rows: accessChanges(compared),
    ...(noNewAccess && { newAccess: broadenings(compared) }),
    ...(never !== undefined && {
      never: brokenRules(never, after),
    }),
  };
}

/** Whether something is there that was asked not to be. */
export function isFound({ differences, newAccess = [], never = [] }: Difference, exitCode = false): boolean {
  return newAccess.length + never.length > 0 || (exitCode && differences.length > 0);
}
