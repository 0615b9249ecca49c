import { setTimeout as sleep } from "node:timers/promises";
import { RehearsalError } from "../../clients/could-not-tell";
import type { PlayedWorkload } from "./played-workload";

/** How long a service may take until it is answered. */
const READY_MS = 30_000;
const POLL_MS = 100;

/** Returns when every service is answered. @throws RehearsalError when one never is */
export async function untilReady(workloads: readonly PlayedWorkload[]): Promise<void> {
  for (const deadline = Date.now() + READY_MS; ; await sleep(POLL_MS)) {
    const hopeless = workloads.find(({ problem }) => problem);
    const waiting = hopeless ?? workloads.find(({ isReady }) => !isReady);
    if (!waiting) return;
    if (hopeless || Date.now() > deadline) throw notReady(waiting);
  }
}

function notReady(played: PlayedWorkload): RehearsalError {
  const { problem, lane, about } = played;
  const failed = lane.events.filter(({ kind }) => kind === "failed query").at(-1);
  const why = problem ?? failed?.says ?? `it had got no credential after ${READY_MS / 1000} s`;
  return new RehearsalError(
    `The service of ${lane.props.name} never becomes ready: ${why}.`,
    `Rehearse without --time-lapse: the checks of ${about.name} say more.`,
  );
}
