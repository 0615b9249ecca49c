import { setTimeout as sleep } from "node:timers/promises";
import { isRefused, type Login, type PostgresAddress, Session } from "../../clients/postgres-session";

export interface LoadClientProps {
  readonly server: PostgresAddress;
  readonly database: string;
  readonly login: Login;
  /** What it does again and again. */
  readonly statement: string;
  /** How long it is from one query to the next, in milliseconds. */
  readonly everyMs: number;
}

/** A client of a database that keeps one session, and queries all the time. */
export class LoadClient {
  /** @throws when it can't log in */
  static async start(props: LoadClientProps): Promise<LoadClient> {
    const { server, database, login } = props;
    return new LoadClient(await Session.open(server, database, login), props);
  }

  answered = 0;
  /** How many queries were refused for want of a privilege. */
  refused = 0;
  /** How many failed otherwise. */
  failed = 0;
  /** What the first query met that was refused or failed. */
  problem?: string;
  private isStopped = false;
  private readonly querying: Promise<void>;

  private constructor(
    private readonly session: Session,
    private readonly props: LoadClientProps,
  ) {
    this.querying = this.query();
  }

  /** Whether its session has ended, and not by itself. */
  get hasEnded(): boolean {
    return this.session.ended;
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.querying;
    await this.session.close();
  }

  private async query(): Promise<void> {
    const { statement, everyMs } = this.props;
    for (let next = performance.now(); !this.isStopped && !this.session.ended;) {
      // What was late is made up for, so that it is as many as are asked for.
      next += everyMs;
      await this.session.query(statement).then(
        () => this.answered++,
        (error: unknown) => this.onProblem(error as Error),
      );
      await sleep(Math.max(0, next - performance.now()));
    }
  }

  private onProblem(error: Error): void {
    this.problem ??= error.message;
    if (isRefused(error)) this.refused++;
    else this.failed++;
  }
}
