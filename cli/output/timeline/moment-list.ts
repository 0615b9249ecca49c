import type { Timeline } from "../../../rehearsal/time-lapse/timeline";
import { eventMark } from "./event-marks";
import { saidOf } from "./event-runs";
import { element, type Markup } from "../page/markup";
import { type Moment } from "./moments";
import { moment } from "./table";

/** What was out of the ordinary, in the order in which it happened. */
export function momentList(moments: readonly Moment[], timeline: Timeline): Markup {
  return element(
    "ol",
    { class: "moments" },
    moments.map((each) =>
      element(
        "li",
        {},
        element("span", { class: "when" }, moment(each.from, timeline)),
        element("svg", { width: 16, height: 16, "aria-hidden": "true" }, markOf(each)),
        element("span", {}, each.lane ? `${each.lane}: ` : "", saidOf(each)),
      ),
    ),
  );
}

function markOf({ kind }: Moment): Markup {
  if (kind === "stopped" || kind === "back")
    return element("rect", { class: kind, x: 2, y: 2, width: 12, height: 12 });
  return eventMark(kind, 8, 8);
}
