import type { CheckResult } from "../../contract/check";
import { nameOf } from "../../contract/subject";
import type { Lane, Timeline } from "../../rehearsal/time-lapse/timeline";
import { axisPicture, ground } from "./timeline/axis-picture";
import { barSymbols } from "./timeline/bar-marks";
import { eventSymbols } from "./timeline/event-marks";
import { lanePicture } from "./timeline/lane-picture";
import { laneTables } from "./timeline/lane-tables";
import { legend } from "./timeline/legend";
import { lengthOf } from "./timeline/lengths";
import { element, Markup, written } from "./timeline/markup";
import { PAGE_STYLE } from "./timeline/page-style";
import { PICTURE_STYLE } from "./timeline/picture-style";
import { flooredOf, floorOf, livesFor, number, spanOf, summaryOf, titleOf } from "./timeline/sentences";

/** A timeline as a page that needs nothing else: a picture without a script, and all that is in it as tables. */
export function timelinePage(timeline: Timeline, checks: readonly CheckResult[]): string {
  const page = element(
    "html",
    { lang: "en" },
    element(
      "head",
      {},
      element("meta", { charset: "utf-8" }),
      element("meta", { name: "viewport", content: "width=device-width, initial-scale=1" }),
      element("title", {}, titleOf(timeline)),
      // As it is: a style has no entities.
      new Markup(`<style>${PICTURE_STYLE}${PAGE_STYLE}</style>`),
    ),
    element("body", {}, symbols(), element("main", {}, ...content(timeline, checks))),
  );
  return `<!doctype html>\n${written(page)}\n`;
}

function symbols(): Markup {
  return element(
    "svg",
    { width: 0, height: 0, style: "position: absolute", "aria-hidden": "true" },
    element("defs", {}, barSymbols(), eventSymbols()),
  );
}

function content(timeline: Timeline, checks: readonly CheckResult[]): Markup[] {
  return [
    element("h1", {}, titleOf(timeline)),
    element("p", {}, introduction(timeline)),
    numbers(timeline),
    day(timeline),
    legend(timeline),
    ...section("What it showed", checks.length > 0, () => [checkList(checks)]),
    ...section("What is longer here than it is", timeline.floored.length > 0, () => [
      element("p", {}, `${floorOf(timeline)}:`),
      element(
        "ul",
        {},
        timeline.floored.map((each) => element("li", {}, flooredOf(each, timeline))),
      ),
    ]),
    ...section("All of it in words", timeline.lanes.length > 0, () =>
      timeline.lanes.map((lane) => laneTables(lane, timeline)),
    ),
  ];
}

function section(title: string, isThere: boolean, body: () => Markup[]): Markup[] {
  return isThere ? [element("section", {}, element("h2", {}, title), body())] : [];
}

function introduction(timeline: Timeline): string {
  const stopped = timeline.outages
    .map((outage) => ` Vault was stopped ${spanOf(outage, timeline)}.`)
    .join("");
  return `Every time to live divided by ${number(timeline.factor)}, on real servers, thrown away since.${stopped}`;
}

function numbers({ lanes, outages, factor }: Timeline): Markup {
  const bars = lanes.flatMap(({ tokens, credentials }) => [...tokens, ...credentials]);
  const queries = lanes.flatMap(({ queries: own }) => own ?? []);
  const sum = (values: readonly number[]) => values.reduce((all, each) => all + each, 0);
  const failed = sum(queries.map((each) => each.failed));
  const answered = sum(queries.map((each) => each.answered));
  const number_ = (name: string, value: string, kind?: string) =>
    element("div", {}, element("dt", {}, name), element("dd", { class: kind }, value));
  return element(
    "dl",
    { class: "numbers" },
    number_("queries answered", number(answered)),
    number_("queries failed", number(failed), failed ? "failed" : "passed"),
    number_("users and passwords", number(sum(lanes.map(({ credentials }) => credentials.length)))),
    number_("renewals", number(sum(bars.map(({ renewals }) => renewals.length)))),
    outages.length
      ? number_("without Vault", lengthOf(sum(outages.map(({ from, to }) => to - from)) * factor))
      : undefined,
  );
}

function day(timeline: Timeline): Markup {
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
      timeline.lanes.map((lane) => laneOf(lane, timeline)),
    ),
  );
}

function laneOf(lane: Lane, timeline: Timeline): Markup {
  const { name, by, kind } = lane;
  const { height, content: picture } = lanePicture(lane, timeline);
  return element(
    "section",
    { class: "lane" },
    element(
      "div",
      {},
      element("h3", {}, name),
      element("p", {}, by ?? kind),
      element(
        "ul",
        {},
        lane.lifetimes.map((each) => element("li", {}, element("code", {}, each.of), `: ${livesFor(each)}`)),
        summaryOf(lane).map((text) => element("li", { class: "did" }, text)),
      ),
    ),
    element("svg", { height, role: "img", "aria-label": `${name}: ${summaryOf(lane).join("; ")}` }, picture),
  );
}

function checkList(checks: readonly CheckResult[]): Markup {
  const order = ["failed", "broken off", "passed", "not tried"];
  const sorted = [...checks].sort((one, other) => order.indexOf(one.outcome) - order.indexOf(other.outcome));
  return element(
    "ul",
    { class: "checks" },
    sorted.map(({ about, says, outcome, detail }) => {
      const mark = outcome === "passed" ? "✓" : outcome === "failed" ? "✗" : "–";
      return element(
        "li",
        {},
        element("b", { class: outcome.replace(" ", "-") }, mark),
        `${nameOf(about)}: ${says} `,
        element("span", { class: "detail" }, outcome === "passed" ? detail : `${outcome}: ${detail}`),
      );
    }),
  );
}
