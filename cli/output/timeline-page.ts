import type { CheckResult } from "../../contract/check";
import type { Timeline } from "../../rehearsal/time-lapse/timeline";
import { barSymbols } from "./timeline/bar-marks";
import { eventSymbols } from "./timeline/event-marks";
import { checkList } from "./page/check-list";
import { dayFigure } from "./timeline/day-figure";
import { laneTables } from "./timeline/lane-tables";
import { legend } from "./timeline/legend";
import { documentText } from "./page/document";
import { element, type Markup } from "./page/markup";
import { momentList } from "./timeline/moment-list";
import { momentsOf } from "./timeline/moments";
import { numbers } from "./timeline/numbers";
import { PAGE_STYLE } from "./timeline/page-style";
import { PICTURE_STYLE } from "./page/picture-style";
import { flooredOf, floorOf, number, spanOf, titleOf } from "./timeline/sentences";

/** A timeline as a page that needs nothing else: a picture without a script, and all that is in it as tables. */
export function timelinePage(timeline: Timeline, checks: readonly CheckResult[]): string {
  return documentText({
    title: titleOf(timeline),
    style: PICTURE_STYLE + PAGE_STYLE,
    body: [symbols(), element("main", {}, ...content(timeline, checks))],
  });
}

function symbols(): Markup {
  return element(
    "svg",
    { width: 0, height: 0, style: "position: absolute", "aria-hidden": "true" },
    element("defs", {}, barSymbols(), eventSymbols()),
  );
}

function content(timeline: Timeline, checks: readonly CheckResult[]): Markup[] {
  const moments = momentsOf(timeline);
  return [
    element("h1", {}, titleOf(timeline)),
    element("p", {}, introduction(timeline), verdict(checks)),
    numbers(timeline),
    dayFigure(timeline),
    legend(timeline),
    ...section("What was out of the ordinary", moments.length > 0, () => [momentList(moments, timeline)]),
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

/** How many checks failed, where some were tried. */
function verdict(checks: readonly CheckResult[]): Markup | undefined {
  const tried = checks.filter(({ outcome }) => outcome !== "not checked");
  const passed = tried.filter(({ ok }) => ok).length;
  if (!tried.length) return undefined;
  const isFine = passed === tried.length;
  const text = isFine ? "Every check passed." : `${passed} of ${tried.length} checks passed.`;
  return element("strong", { class: isFine ? "passed" : "failed" }, ` ${text}`);
}
