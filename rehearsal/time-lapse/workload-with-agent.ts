import { setTimeout as sleep } from "node:timers/promises";
import type { AgentDescription } from "../../constructs";
import type { PlayedAgent } from "../../contract/deployment";
import { type Place, placesOf } from "../../contract/workload/agent/places";
import type { Service } from "./service";

/** How often a service looks whether its agent has written another credential. */
const POLL_MS = 200;

export interface WorkloadWithAgentProps {
  readonly agent: AgentDescription;
  startAgent(): Promise<PlayedAgent>;
  /** The service that uses the credential of a path. */
  serviceOf(path: string): Service;
  readonly signal: AbortSignal;
  /** Told when it can't go on. */
  readonly onFailure: (error: Error) => void;
}

/** A workload whose agent logs in and keeps its credentials where its service reads them. */
export class WorkloadWithAgent {
  private running?: PlayedAgent;

  constructor(private readonly props: WorkloadWithAgentProps) {}

  async start(): Promise<void> {
    this.running = await this.props.startAgent();
    this.follow(this.running).catch((error: Error) => {
      if (!this.props.signal.aborted) this.props.onFailure(error);
    });
  }

  async stop(): Promise<void> {
    await this.running?.stop();
  }

  private async follow(agent: PlayedAgent): Promise<void> {
    const places = onePlaceEach(placesOf(this.props.agent));
    for (; ; await sleep(POLL_MS, undefined, { signal: this.props.signal })) {
      for (const place of places) this.useWhatIsIn(place, agent);
      if (agent.end !== undefined) throw new Error(`its agent has ended: ${agent.end}`);
    }
  }

  private useWhatIsIn(place: Place, agent: PlayedAgent): void {
    const { user, password } = place.read(agent) ?? {};
    if (user && password) this.props.serviceOf(place.credential).replace({ user, password });
  }
}

/** Where a service finds the credential of each path. */
function onePlaceEach(places: readonly Place[]): Place[] {
  return [...new Map(places.map((place) => [place.credential, place])).values()];
}
