import type { Timeline, TimelineEvent } from "../../../rehearsal/time-lapse/timeline";
import { type EventRun, eventRuns } from "./event-runs";

/** What a day without trouble and without an outage has none of. */
const UNUSUAL: readonly TimelineEvent["kind"][] = ["failed query", "locked out", "gone"];

/** Something out of the ordinary. */
export interface Moment extends Pick<EventRun, "from" | "to" | "times" | "says"> {
  /** Whose it is. Nothing for Vault itself. */
  readonly lane?: string;
  readonly kind: TimelineEvent["kind"] | "stopped" | "back";
}

/** What was out of the ordinary, of all lanes, in the order in which it happened. */
export function momentsOf({ lanes, outages }: Timeline): Moment[] {
  const own = lanes.flatMap(({ name, events }) =>
    eventRuns(events.filter(({ kind }) => UNUSUAL.includes(kind))).map((run) => ({ ...run, lane: name })),
  );
  const ofVault = (kind: "stopped" | "back", at: number): Moment => {
    return { kind, from: at, to: at, times: 1, says: `Vault is ${kind}` };
  };
  const stopped = outages.map(({ from }) => ofVault("stopped", from));
  const back = outages.map(({ to }) => ofVault("back", to));
  // What ends an outage is what was waited for: of one moment it is told first.
  return [...stopped, ...own, ...back].sort((one, other) => one.from - other.from);
}
