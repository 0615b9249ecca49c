import type { Timeline } from "../../../rehearsal/time-lapse/timeline";
import { lengthOf, playedOf } from "./lengths";
import { type Content, element, type Markup } from "../page/markup";

/** A table that a keyboard moves where it is wider than the screen. */
export function table(caption: string, heads: readonly string[], rows: readonly Content[][]): Markup {
  const head = element(
    "tr",
    {},
    heads.map((each) => element("th", { scope: "col" }, each)),
  );
  const body = rows.map((row) =>
    element(
      "tr",
      {},
      row.map((cell) => element("td", {}, cell)),
    ),
  );
  return element(
    "div",
    { class: "table", role: "region", tabindex: 0, "aria-label": caption },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element("thead", {}, head),
      element("tbody", {}, body),
    ),
  );
}

/** A moment in a cell: in real time, and as it was played. */
export function moment(at: number, { factor }: Timeline): Content {
  return [lengthOf(at * factor), " ", element("span", { class: "played" }, `(${playedOf(at)})`)];
}
