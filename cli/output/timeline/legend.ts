import type { Timeline } from "../../../rehearsal/time-lapse/timeline";
import { BAR, barMark } from "./bar-marks";
import { EVENT_MARKS, eventMark } from "./event-marks";
import { element, type Markup } from "../page/markup";
import { type Noun, nounOf } from "./nouns";

/** What something in a picture means. */
export interface LegendItem {
  readonly mark: readonly Markup[];
  readonly means: string;
}

/** How large the mark of an item is, in pixels. */
export const LEGEND_MARK = { width: 28, height: BAR } as const;

const BARS: readonly { readonly noun: Noun; readonly means: string }[] = [
  { noun: "token", means: "A token: what a workload shows Vault. Each tick is a renewal." },
  { noun: "user", means: "A database user of its own, leased from Vault. Each tick is a renewal." },
  { noun: "password", means: "The password of a user that stays, until Vault changes it." },
];

/** What the bars and marks of a timeline mean: those that are in it. */
export function legendItems({ lanes, outages }: Timeline): LegendItem[] {
  const bars = lanes.flatMap(({ tokens, credentials }) => [...tokens, ...credentials]);
  const nouns = bars.map(({ of }) => nounOf(of));
  const kinds = lanes.flatMap(({ events }) => events.map(({ kind }) => kind));
  const stopped = element("rect", { class: "stopped", ...LEGEND_MARK });
  return [
    { mark: hours(), means: "The hours of the day, and the seconds in which they were played." },
    ...BARS.filter(({ noun }) => nouns.includes(noun)).map(({ noun, means }) => ({
      mark: [bar(noun)],
      means,
    })),
    ...(outages.length ? [{ mark: [stopped], means: "Vault was stopped." }] : []),
    ...EVENT_MARKS.filter(({ kind }) => kinds.includes(kind)).map(({ kind, means }) => ({
      mark: [eventMark(kind, LEGEND_MARK.width / 2, BAR / 2)],
      means,
    })),
  ];
}

function hours(): Markup[] {
  const text = (y: number, name: string, words: string) =>
    element("text", { x: LEGEND_MARK.width / 2, y, class: name, "text-anchor": "middle" }, words);
  return [text(7, "real", "6 h"), text(19, "played", "18 s")];
}

function bar(noun: Noun): Markup {
  const { width, height } = LEGEND_MARK;
  const ticks = noun === "password" ? [] : [9, 18];
  return element(
    "g",
    { class: noun },
    element("rect", { class: "bar", width, height, rx: 2 }),
    ticks.map((x) => barMark("tick", x, 0)),
    barMark("end", width, 0),
  );
}

/** The legend of a page. */
export function legend(timeline: Timeline): Markup {
  return element(
    "ul",
    { class: "legend" },
    legendItems(timeline).map(({ mark, means }) =>
      element("li", {}, element("svg", { ...LEGEND_MARK, "aria-hidden": "true" }, mark), means),
    ),
  );
}
