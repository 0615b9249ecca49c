import type { WayRound } from "../../../contract/postgres/access-matrix/access-matrix";
import { element, type Markup } from "../page/markup";

/** Ways round as a table, first those that break what is described. */
export function waysTable(ways: readonly WayRound[]): Markup {
  const sorted = [...ways].sort((one, other) => other.breaks.length - one.breaks.length);
  return element(
    "table",
    { class: "ways" },
    element("caption", {}, "Ways round that no grant shows"),
    element(
      "thead",
      {},
      element(
        "tr",
        {},
        ["What", "Of", "Leads to", "Who has it"].map((text) => element("th", { scope: "col" }, text)),
      ),
    ),
    element("tbody", {}, sorted.map(wayRow)),
  );
}

function wayRow({ kind, object, leadsTo, roles, breaks }: WayRound): Markup {
  const broken = breaks.length
    ? element("span", { class: "refused" }, `breaks what is described of ${breaks.join(", ")}`)
    : undefined;
  return element(
    "tr",
    { "data-way": kind },
    element("td", {}, kind),
    element("td", {}, element("code", {}, object)),
    element("td", {}, leadsTo, broken),
    element("td", {}, roles.join(", ")),
  );
}
