import type { TimelineEvent } from "../../../rehearsal/time-lapse/timeline";
import { playedOf } from "./lengths";
import { times } from "./sentences";

/** What happened once, or many times in a row. */
export interface EventRun extends Pick<TimelineEvent, "kind" | "says"> {
  readonly from: number;
  readonly to: number;
  readonly times: number;
}

/** Seconds after which the same is told anew. */
const PAUSE = 1;

/** Events in their order, those in one that are the same: a service without a password fails 20 times a second. */
export function eventRuns(events: readonly TimelineEvent[]): EventRun[] {
  const runs: EventRun[] = [];
  const latest = new Map<string, number>();
  for (const { at, kind, says } of [...events].sort((one, other) => one.at - other.at)) {
    const key = `${kind} ${says}`;
    const index = latest.get(key);
    const run = index === undefined ? undefined : runs[index];
    if (run && at - run.to <= PAUSE) {
      runs[index!] = { ...run, to: at, times: run.times + 1 };
      continue;
    }
    latest.set(key, runs.push({ kind, says, from: at, to: at, times: 1 }) - 1);
  }
  return runs;
}

/** What happened, and how often and until when if it was more than once. */
export function saidOf({ says, times: often, to }: Pick<EventRun, "says" | "times" | "to">): string {
  return often > 1 ? `${says} (${times(often)} until ${playedOf(to)})` : says;
}
