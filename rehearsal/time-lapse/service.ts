import { setTimeout as sleep } from "node:timers/promises";
import { DatabaseError } from "pg";
import type { Login, PostgresAddress } from "../../clients/postgres-session";
import { UserPool } from "./user-pool";

const INVALID_PASSWORD = "28P01";
/** How long a query may wait for another password. */
const PATIENCE_MS = 10_000;
const AFTER_FAILURE_MS = 100;

export interface ServiceProps {
  readonly server: PostgresAddress;
  readonly database: string;
  /** How long it rests between two queries. */
  readonly pauseMs: number;
  /** Told of each query that failed, and as whom. */
  readonly onFailure: (user: string, error: Error) => void;
  /**
   * Told that a login was refused: the query waits for another password then.
   * @default - a query whose login is refused has failed
   */
  readonly onRefused?: (user: string) => void;
}

/** What a service does with its database: it queries all the time, and takes another user while queries run. */
export class Service {
  answered = 0;
  /** When it was answered last, by `performance.now()`. */
  answeredAt = 0;
  failed = 0;
  private pool?: UserPool;
  private isStopped = false;
  private readonly ended: Promise<void>[] = [];
  private serving?: Promise<void>;

  constructor(private readonly props: ServiceProps) {}

  /** From now on queries are this user's. Those that run stay the old one's. */
  replace(credential: Login): void {
    if (this.pool?.isOf(credential)) return;
    if (this.pool) this.ended.push(this.pool.end());
    this.pool = new UserPool(this.props.server, this.props.database, credential);
    this.serving ??= this.serve();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await this.serving;
    await Promise.all([...this.ended, this.pool?.end()]);
  }

  private async serve(): Promise<void> {
    while (!this.isStopped) {
      const pool = this.pool as UserPool;
      try {
        await this.query(pool);
        this.answered++;
        this.answeredAt = performance.now();
        await sleep(this.props.pauseMs);
      } catch (error) {
        this.failed++;
        this.props.onFailure(pool.user, error as Error);
        await sleep(AFTER_FAILURE_MS);
      }
    }
  }

  private async query(pool: UserPool): Promise<void> {
    try {
      await pool.query();
    } catch (error) {
      const isRefused = error instanceof DatabaseError && error.code === INVALID_PASSWORD;
      if (!isRefused || !this.props.onRefused) throw error;
      this.props.onRefused(pool.user);
      const other = await this.otherThan(pool);
      if (!other) throw error;
      await this.query(other);
    }
  }

  private async otherThan(pool: UserPool): Promise<UserPool | undefined> {
    for (const deadline = Date.now() + PATIENCE_MS; Date.now() < deadline && !this.isStopped; await sleep(50))
      if (this.pool !== pool) return this.pool;
    return undefined;
  }
}
