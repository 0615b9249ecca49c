import type { Lane, Timeline } from "../../../rehearsal/time-lapse/timeline";
import { axisPicture, ground } from "./axis-picture";
import { lanePicture } from "./lane-picture";
import { element, type Markup } from "../page/markup";
import { nounOf } from "./nouns";
import { keptBy, livesFor, pathBeside, summaryOf } from "./sentences";

/** The day as a figure of a page: the axis stays in sight, and each lane has its name beside it, or above it. */
export function dayFigure(timeline: Timeline): Markup {
  const axis = axisPicture(timeline);
  return element(
    "figure",
    { class: "day", "aria-label": "The day, a lane for each workload and static role" },
    element(
      "div",
      { class: "axis" },
      element("svg", { height: axis.height, role: "img", "aria-label": "Hours of the day" }, axis.content),
    ),
    element(
      "div",
      { class: "lanes" },
      element("svg", { "aria-hidden": "true" }, ground(timeline)),
      timeline.lanes.map((lane) => laneSection(lane, timeline)),
    ),
  );
}

function laneSection(lane: Lane, timeline: Timeline): Markup {
  const { height, content } = lanePicture(lane, timeline);
  const summary = summaryOf(lane);
  return element(
    "section",
    { class: "lane" },
    element(
      "div",
      {},
      element("h3", {}, lane.name),
      element("p", {}, keptBy(lane)),
      element(
        "ul",
        {},
        lane.lifetimes.map((each) => {
          const path = pathBeside(lane, each);
          const before = path ? [element("code", {}, path), ": "] : [];
          return element("li", { class: nounOf(each.of) }, before, livesFor(each, timeline));
        }),
        summary.map((text) => element("li", {}, text)),
      ),
    ),
    element("svg", { height, role: "img", "aria-label": `${lane.name}: ${summary.join("; ")}` }, content),
  );
}
