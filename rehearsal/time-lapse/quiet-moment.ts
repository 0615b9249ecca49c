import type { Clock } from "./clock";
import { OUTAGE_S } from "./floors";
import { expiryOf, type LaneRecorder, type RecordedBar } from "./lane-recorder";

/** An agent renews when two thirds of a lease's or token's time are over, and a little of the rest. */
const AGENT_RENEWS_AFTER = 0.69;
/** How long whoever was without Vault needs to catch up. */
const CATCH_UP_S = 3;

/** What is in use of a lane: its last token, and its last lease of each role. */
function inUse({ tokens, credentials }: LaneRecorder): RecordedBar[] {
  const last = new Map([...tokens, ...credentials].map((bar) => [bar.id && bar.of, bar]));
  return [...last.values()].filter(({ id, to }) => id && to === undefined);
}

/**
 * Whether nobody needs Vault while it is stopped: no lease and no token ends before its owner has had time to renew it.
 *
 * @param isAgentAsking whether agents may have to ask in vain, which they do again
 */
export function isQuiet(lanes: readonly LaneRecorder[], { now }: Clock, isAgentAsking: boolean): boolean {
  return lanes.every((lane) =>
    inUse(lane).every((bar) => {
      const isAgents = lane.props.by !== "service" && !isAgentAsking;
      const needed = isAgents ? bar.since + bar.ttl * AGENT_RENEWS_AFTER : expiryOf(bar) - CATCH_UP_S;
      return now + OUTAGE_S < needed;
    }),
  );
}
