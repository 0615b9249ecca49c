import { setTimeout as sleep } from "node:timers/promises";
import type { Clock } from "./clock";
import type { LeftBehindCredentials } from "./left-behind";
import type { Outage } from "./outage";
import type { PlayedWorkload } from "./played-workload";
import { isQuiet } from "./quiet-moment";

const POLL_MS = 100;

export interface OutagePlanProps {
  readonly outage: Outage;
  readonly left: readonly LeftBehindCredentials[];
  readonly workloads: readonly PlayedWorkload[];
  readonly clock: Clock;
  /** When it has to have begun, in seconds. */
  readonly latest: number;
  readonly signal: AbortSignal;
}

/** Stops Vault once, at a moment at which nobody needs it and a credential that was left behind is about to end. */
export class OutagePlan {
  isOver = false;
  /** Why there was no outage, where nothing went wrong. */
  notChecked?: string;
  /** What went wrong. */
  reason?: string;

  constructor(private readonly props: OutagePlanProps) {}

  get left(): readonly LeftBehindCredentials[] {
    return this.props.left;
  }

  /** Returns when Vault is back, and what was left behind is gone. */
  async run(): Promise<void> {
    const { left, outage, signal } = this.props;
    if (!left.length) return void (this.isOver = true);
    const issuing = new AbortController();
    const until = AbortSignal.any([issuing.signal, signal]);
    const failed = Promise.race(
      left.map((each) => each.issue(until).then(() => new Promise<never>(() => undefined))),
    );
    try {
      if (!(await Promise.race([this.moment(), failed]))) return;
      issuing.abort();
      await outage.during(() => Promise.all(left.map((each) => each.untilLockedOut())));
      await Promise.all(left.map((each) => each.untilGone()));
    } catch (error) {
      this.reason ??= (error as Error).message;
    } finally {
      issuing.abort();
      this.isOver = true;
    }
  }

  /** @returns whether there was one */
  private async moment(): Promise<boolean> {
    const { left, workloads, clock, latest, signal } = this.props;
    const lanes = workloads.map(({ lane }) => lane);
    for (; clock.now < latest; await sleep(POLL_MS, undefined, { signal })) {
      if (!left.every((each) => each.choose())) continue;
      if (isQuiet(lanes, clock, clock.now > latest / 2)) return true;
    }
    this.notChecked = "there was no moment at which no lease and no token was about to be renewed";
    return false;
  }
}
