import type { Timeline } from "../../../rehearsal/time-lapse/timeline";
import { BAR, barMark } from "./bar-marks";
import { EVENT_MARKS, eventMark } from "./event-marks";
import { element, type Markup } from "./markup";
import { type Noun, nounOf } from "./nouns";

const BARS: readonly { readonly noun: Noun; readonly means: string }[] = [
  { noun: "token", means: "A token: what a workload shows Vault. Each tick is a renewal." },
  {
    noun: "user",
    means: "A database user of its own, with its password, leased from Vault. Each tick is a renewal.",
  },
  { noun: "password", means: "The password of a user that stays, until Vault changes it." },
];

/** What the bars and marks of a timeline mean: those that are in it. */
export function legend({ lanes, outages }: Timeline): Markup {
  const bars = lanes.flatMap(({ tokens, credentials }) => [...tokens, ...credentials]);
  const nouns = bars.map(({ of }) => nounOf(of));
  const kinds = lanes.flatMap(({ events }) => events.map(({ kind }) => kind));
  return element(
    "ul",
    { class: "legend" },
    item(hours(), "The hours of the day, and the seconds in which they were played."),
    BARS.filter(({ noun }) => nouns.includes(noun)).map(({ noun, means }) => item(bar(noun), means)),
    outages.length
      ? item([element("rect", { class: "stopped", width: 28, height: 16 })], "Vault was stopped.")
      : undefined,
    EVENT_MARKS.filter(({ kind }) => kinds.includes(kind)).map(({ kind, means }) =>
      item([eventMark(kind, 14, 8)], means),
    ),
  );
}

function hours(): Markup[] {
  const text = (y: number, name: string, words: string) =>
    element("text", { x: 14, y, class: name, "text-anchor": "middle" }, words);
  return [text(6, "real", "6 h"), text(18, "played", "18 s")];
}

function bar(noun: Noun): Markup[] {
  const ticks = noun === "password" ? [] : [9, 18];
  return [
    element(
      "g",
      { class: noun },
      element("rect", { class: "bar", width: 28, height: BAR, rx: 2 }),
      ticks.map((x) => barMark("tick", x, 0)),
      barMark("end", 28, 0),
    ),
  ];
}

function item(picture: readonly Markup[], means: string): Markup {
  return element("li", {}, element("svg", { width: 28, height: BAR, "aria-hidden": "true" }, picture), means);
}
