import { quoted } from "../quoted";
import { type ReviewFinding, reviewFinding } from "../finding";
import type { Gain } from "./broadening/rule";
import type { ComparedAccess } from "./compared-access";

/** What somebody gets by a change of a stack. */
export function broadenings({ gains }: Pick<ComparedAccess, "gains">): ReviewFinding[] {
  return gains.map(({ rule, ...gain }) =>
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
