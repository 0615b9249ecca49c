import type { AccessManifest } from "../../constructs/access/access-manifest";
import { quoted } from "../quoted";
import { type ReviewFinding, reviewFinding } from "../finding";
import type { BroadeningRule, Gain } from "./broadening/rule";
import { BROADENING_RULES } from "./broadening/registry";
import { NOTHING } from "./nothing";
import { renamed } from "./renamed";

/** A gain, and the rule that found it. */
export interface Broadening extends Gain {
  readonly rule: BroadeningRule;
}

/** What is more in the one than in the other, by every rule. */
export function gainsOf(before: AccessManifest, after: AccessManifest): Broadening[] {
  return BROADENING_RULES.flatMap((rule) => rule.gains(before, after).map((gain) => ({ ...gain, rule })));
}

/**
 * What somebody gets by a change of a stack.
 *
 * @param base as it is. @default - there is no such stack
 * @param head as it would be. @default - there would be no such stack
 */
export function broadenings(base = NOTHING, head = NOTHING): ReviewFinding[] {
  return gainsOf(renamed(base, head).before, head).map(({ rule, ...gain }) =>
    reviewFinding({
      rule: rule.id,
      subject: gain.who,
      sentence: `${inWords(gain)}: ${rule.what.charAt(0).toLowerCase()}${rule.what.slice(1)}`,
      kind: "broadens",
    }),
  );
}

function inWords({ who, what, was, on }: Gain): string {
  const change = was === undefined ? quoted(what) : `${quoted(what)} instead of ${quoted(was)}`;
  const isTold = [who, what].some((each) => each.includes(on));
  return `${quoted(who)} gets ${change}${isTold ? "" : ` on ${quoted(on)}`}`;
}
