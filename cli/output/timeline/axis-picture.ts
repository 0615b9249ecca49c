import type { Span, Timeline } from "../../../rehearsal/time-lapse/timeline";
import { ticksOf } from "./axis";
import type { Picture } from "./lane-picture";
import { playedLengthOf } from "./lengths";
import { element, type Markup } from "../page/markup";
import { Plot } from "./plot";

/** How high the axis is, and how high where Vault was stopped. */
export const AXIS = 34;
const OUTAGE = 18;
/** How many marks there are at the most. On a narrow screen every other one has words. */
const MOST = 9;

/** The hours of the day with the seconds in which they were played, and when Vault was stopped. */
export function axisPicture(timeline: Timeline): Picture {
  const plot = new Plot(timeline);
  const top = timeline.outages.length ? OUTAGE : 0;
  const words = ticksOf(timeline, MOST).map(({ at, real }, index) => {
    const share = plot.share(at);
    const anchor = anchorOf(share, 0.02);
    const text = (y: number, name: string, said: string) =>
      element("text", { x: plot.at(at), y: top + y, class: name, "text-anchor": anchor }, said);
    return element(
      "g",
      { class: index % 2 ? "between" : undefined },
      text(13, "real", real),
      text(27, "played", playedLengthOf(at)),
    );
  });
  return { height: top + AXIS, content: [...timeline.outages.map((each) => outage(each, plot)), ...words] };
}

function outage({ from, to }: Span, plot: Plot): Markup {
  const middle = (from + to) / 2;
  return element(
    "text",
    { class: "outage", x: plot.at(middle), y: 12, "text-anchor": anchorOf(plot.share(middle), 0.08) },
    "Vault stopped",
  );
}

/** Lines at the marks of the axis, and bands where Vault was stopped, through all lanes. */
export function ground(timeline: Timeline): Markup[] {
  const plot = new Plot(timeline);
  const lines = ticksOf(timeline, MOST).map(({ at }) => {
    const x = plot.at(at);
    return element("line", { class: "grid", x1: x, x2: x, y1: 0, y2: "100%" });
  });
  const bands = timeline.outages.map(({ from, to }) =>
    element("rect", {
      class: "stopped",
      x: plot.at(from),
      y: 0,
      width: plot.between(from, to),
      height: "100%",
    }),
  );
  return [...bands, ...lines];
}

/** Words that would reach over an end of the axis stay within it. */
function anchorOf(share: number, reach: number): "start" | "middle" | "end" {
  if (share < reach) return "start";
  return share > 1 - reach ? "end" : "middle";
}
