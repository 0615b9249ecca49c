import { setMaxListeners } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import type { AccessManifest } from "../../constructs";
import { Clock } from "./clock";
import { DAY_S, longestWait, OUTAGE_S } from "./floors";
import { LaneRecorder } from "./lane-recorder";
import { leftBehindIn } from "./left-behind-in";
import { lifetimesOf, passwordLifetime } from "./lifetimes";
import { observationsOf } from "./observations";
import type { Observation } from "./observations/observation";
import { Outage } from "./outage";
import { OutagePlan } from "./outage-plan";
import { pairsIn } from "./pair-in-turn";
import { PasswordsWatch } from "./passwords-watch";
import { nameOfWorkload, PlayedWorkload } from "./played-workload";
import { playedWorkloads } from "./played-workloads";
import { PostgresWitness } from "./postgres-witness";
import { type RunningWorkload, runningWorkload, type RunningWorkloadProps } from "./running-workload";
import { untilReady } from "./readiness";
import { Service } from "./service";
import type { Timeline } from "./timeline";
import { UsersWatch } from "./users-watch";

const POLL_MS = 250;
/** How many queries a second there are of all services together, and of one at most. */
const QUERIES = { all: 200, one: 20 };

export interface DayProps extends Omit<RunningWorkloadProps, "signal"> {
  /** As it is described. */
  readonly described: AccessManifest;
  readonly factor: number;
  /** Told how much of it is over. */
  readonly notify?: (message: string) => void;
  /** What queries. @default - Service */
  readonly newService?: (...props: ConstructorParameters<typeof Service>) => Service;
}

/** A day of a deployed stack with shortened durations. */
export class Day {
  static async prepare(props: DayProps): Promise<Day> {
    const { deployment, described, newService = (service) => new Service(service) } = props;
    const clock = new Clock();
    const access = { described, played: deployment.access };
    const chosen = playedWorkloads(deployment.access);
    const pauseMs = 1000 / Math.min(QUERIES.one, QUERIES.all / Math.max(chosen.length, 1));
    const workloads = await Promise.all(
      chosen.map((workload) => {
        const index = deployment.access.workloads.indexOf(workload);
        const lifetimes = lifetimesOf({ described: described.workloads[index]!, played: workload }, access);
        return PlayedWorkload.start({ workload, lifetimes, deployment, clock, pauseMs, newService });
      }),
    );
    const day = new Day(props, clock, workloads, await PostgresWitness.of(deployment));
    props.workspace.onDispose(() => day.end());
    return day;
  }

  private readonly ending = new AbortController();
  private readonly running: readonly RunningWorkload[];
  private readonly passwords: readonly PasswordsWatch[];
  private readonly outage: Outage;

  private constructor(
    private readonly props: DayProps,
    private readonly clock: Clock,
    private readonly workloads: readonly PlayedWorkload[],
    private readonly witness: PostgresWitness,
  ) {
    const { signal } = this.ending;
    // Everybody who waits for something listens to it.
    setMaxListeners(0, signal);
    const { deployment, described, vault } = props;
    this.running = workloads.map((each) => runningWorkload(each, { ...props, signal }));
    this.passwords = deployment.access.staticRoles.map((role, index) => {
      const both = { described: described.staticRoles[index]!, played: role };
      const lifetimes = [passwordLifetime(both, { described, played: deployment.access })];
      const lane = new LaneRecorder({ kind: "static role", name: role.path, lifetimes }, clock);
      return new PasswordsWatch(role, lane, deployment);
    });
    this.outage = new Outage(
      vault.process,
      workloads.map(({ relay }) => relay),
      clock,
    );
  }

  /** Plays it. @returns what it had to show @throws RehearsalError when a service never becomes ready */
  async play(): Promise<readonly Observation[]> {
    this.clock.restart();
    const { deployment } = this.props;
    const lanes = this.workloads.map(({ lane }) => lane);
    this.runAside(new UsersWatch(deployment, lanes, this.clock).run(this.ending.signal));
    for (const each of this.passwords) this.runAside(each.run(this.ending.signal));
    this.workloads.forEach((each, index) =>
      this.running[index]?.start().catch((error) => each.fail(error as Error)),
    );
    await untilReady(this.workloads);
    const plan = this.planOutage();
    this.runAside(plan.run());
    const pairs = pairsIn(deployment, this.passwords, this.outage);
    for (const pair of pairs) this.runAside(pair.run(this.ending.signal));
    const observations = observationsOf({
      ...this.props,
      workloads: this.workloads,
      passwords: this.passwords,
      pairs,
      plan,
      outage: this.outage,
      witness: this.witness,
    });
    await this.untilOver(observations);
    await Promise.all(this.workloads.map((each) => each.stopServices()));
    return observations;
  }

  /** The names of workloads that were left out, of many. */
  get notPlayed(): string[] {
    const played = this.workloads.map(({ workload }) => workload);
    const { workloads } = this.props.deployment.access;
    return workloads.filter((each) => !played.includes(each)).map(nameOfWorkload);
  }

  timeline(floored: Timeline["floored"]): Timeline {
    const { deployment, factor } = this.props;
    return {
      schemaVersion: 1,
      stack: deployment.access.stack,
      factor,
      seconds: this.clock.now,
      floored,
      lanes: [
        ...this.workloads.map((each) => each.toLane()),
        ...this.passwords.map(({ lane }) => lane.toLane()),
      ],
      outages: this.outage.spans,
    };
  }

  /** Whoever runs gives back what it has. */
  async end(): Promise<void> {
    if (this.ending.signal.aborted) return;
    await Promise.all(this.running.map((each) => each.stop().catch(() => undefined)));
    this.ending.abort();
    for (const { relay } of this.workloads) relay.close();
  }

  private runAside(work: Promise<void>): void {
    work.catch((error: Error) => {
      if (!this.ending.signal.aborted) this.problem ??= error;
    });
  }

  private problem?: Error;

  private async untilOver(observations: readonly Observation[]): Promise<void> {
    const { factor, notify } = this.props;
    const day = DAY_S / factor;
    // Whatever is seen is over a little later than what it is about.
    const longest = longestWait(factor) + 20;
    const isOpen = () => observations.some((each) => !each.notChecked && !each.isDone());
    for (; this.clock.now < day || (isOpen() && this.clock.now < longest); await sleep(POLL_MS)) {
      if (this.problem) throw this.problem;
      notify?.(`playing a day: ${Math.round(this.clock.now)} of ${Math.ceil(day)} s`);
    }
  }

  private planOutage(): OutagePlan {
    const { deployment, factor } = this.props;
    const { outage, workloads, clock } = this;
    const left = leftBehindIn(workloads, deployment, clock);
    // A day is a lease's time, too: what was left behind first ends when that is over.
    const latest = longestWait(factor) - OUTAGE_S;
    return new OutagePlan({ outage, left, workloads, clock, latest, signal: this.ending.signal });
  }
}
