import type { Bar, Lane, Timeline } from "../../../rehearsal/time-lapse/timeline";
import { eventRuns, saidOf } from "./event-runs";
import { lengthOf } from "./lengths";
import { element, type Markup } from "../page/markup";
import { nounOf } from "./nouns";
import { counted, times } from "./sentences";
import { moment, table } from "./table";

/** All that is in a lane's picture, in words. */
export function laneTables(lane: Lane, timeline: Timeline): Markup {
  const { name } = lane;
  const bars = [...lane.tokens, ...lane.credentials];
  const runs = eventRuns(lane.events);
  const had = counted(bars.length, "token, user or password", "tokens, users and passwords");
  return element(
    "details",
    {},
    element("summary", {}, element("strong", {}, name), `: ${had}, ${counted(runs.length, "event")}`),
    bars.length
      ? table(
          `What ${name} had`,
          HAD,
          bars.map((bar) => barRow(bar, timeline)),
        )
      : undefined,
    runs.length
      ? table(
          `What happened to ${name}`,
          ["When", "What", "In words"],
          runs.map((run) => [moment(run.from, timeline), run.kind, saidOf(run)]),
        )
      : undefined,
  );
}

const HAD = ["What", "Read from", "Begun", "Ended", "Lived", "Renewed, in played seconds", "Why it ended"];

function barRow({ of, label, from, to, renewals, end }: Bar, timeline: Timeline) {
  const renewed = `${times(renewals.length)}: ${renewals.map((at) => at.toFixed(1)).join(", ")}`;
  return [
    `${nounOf(of)} ${label}`,
    of,
    moment(from, timeline),
    moment(to, timeline),
    lengthOf((to - from) * timeline.factor),
    renewals.length ? renewed : "never",
    end,
  ];
}
