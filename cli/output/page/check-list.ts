import type { CheckResult, Outcome } from "../../../contract/check";
import { nameOf } from "../../../contract/subject";
import { element, type Markup } from "./markup";

/** How checks are told, what failed first. */
const MARKS: Readonly<Record<Outcome, string>> = {
  failed: "✗",
  "broken off": "–",
  passed: "✓",
  "not checked": "–",
};

/** What was checked, and how it went. */
export function checkList(checks: readonly CheckResult[]): Markup {
  const order = Object.keys(MARKS);
  const sorted = [...checks].sort((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome));
  return element("ul", { class: "checks" }, sorted.map(checkItem));
}

function checkItem({ about, kind, says, outcome, detail }: CheckResult): Markup {
  const object = "object" in about && about.object ? [" (", element("code", {}, about.object), ")"] : [];
  return element(
    "li",
    {},
    element("b", { class: outcome.replace(" ", "-") }, MARKS[outcome]),
    `${nameOf(about)}: `,
    kind === "also" ? says : `${kind} ${says}`,
    object,
    ". ",
    element("span", { class: "detail" }, outcome === "passed" ? detail : `${outcome}: ${detail}`),
  );
}
