import type { Bar, Lane, Timeline } from "../../../rehearsal/time-lapse/timeline";
import { eventRuns } from "./event-runs";
import { lengthOf, playedOf } from "./lengths";
import { type Content, element, type Markup } from "./markup";
import { counted, nounOf, times } from "./sentences";

/** All that is in a lane's picture, in words. */
export function laneTables(lane: Lane, { factor }: Timeline): Markup {
  const { name, tokens, credentials, events } = lane;
  const moment = (at: number) => [
    lengthOf(at * factor),
    " ",
    element("span", { class: "played" }, `(${playedOf(at)})`),
  ];
  const had = (bar: Bar, noun: string) => [
    `${noun} ${bar.label}`,
    bar.of,
    moment(bar.from),
    moment(bar.to),
    lengthOf((bar.to - bar.from) * factor),
    renewals(bar),
    bar.end,
  ];
  const rows = [
    ...tokens.map((bar) => had(bar, "token")),
    ...credentials.map((bar) => had(bar, nounOf(lane, bar))),
  ];
  const happened = eventRuns(events).map(({ kind, says, from, to, times: often }) => [
    moment(from),
    kind,
    often > 1 ? `${says} (${times(often)} until ${playedOf(to)})` : says,
  ]);
  const bars = counted(rows.length, "token, user or password", "tokens, users and passwords");
  return element(
    "details",
    {},
    element("summary", {}, element("strong", {}, name), `: ${bars}, ${counted(happened.length, "event")}`),
    table(
      `What ${name} had`,
      ["What", "Read from", "Begun", "Ended", "Lived", "Renewed at (played)", "Why it ended"],
      rows,
    ),
    table(`What happened to ${name}`, ["When", "What", "In words"], happened),
  );
}

function renewals({ renewals: all }: Bar): string {
  if (!all.length) return "never";
  return `${times(all.length)}: ${all.map((at) => at.toFixed(1)).join(", ")} s`;
}

function table(caption: string, heads: readonly string[], rows: readonly Content[][]): Markup | undefined {
  if (!rows.length) return undefined;
  return element(
    "div",
    { class: "table", role: "region", tabindex: 0, "aria-label": caption },
    element(
      "table",
      {},
      element("caption", {}, caption),
      element(
        "thead",
        {},
        element(
          "tr",
          {},
          heads.map((head) => element("th", { scope: "col" }, head)),
        ),
      ),
      element(
        "tbody",
        {},
        rows.map((row) =>
          element(
            "tr",
            {},
            row.map((cell) => element("td", {}, cell)),
          ),
        ),
      ),
    ),
  );
}
