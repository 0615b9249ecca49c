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
  const ofVault = outages.flatMap(({ from, to }): Moment[] => [
    { kind: "stopped", from, to: from, times: 1, says: "Vault is stopped" },
    { kind: "back", from: to, to, times: 1, says: "Vault is back" },
  ]);
  return [...ofVault, ...own].sort((one, other) => one.from - other.from);
}
