import { setTimeout as sleep } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";

const SESSIONS = 8;
/** The pause of each session after a query: all have some eighty a second. */
const PAUSE_MS = 90;
/** How many queries a session has that comes and goes. */
const SHORT = 5;

export interface TrafficResult {
  readonly failures: readonly string[];
  readonly perSecond: number;
  /** Who PostgreSQL says has run the queries. */
  readonly users: readonly string[];
}

/** An application's queries: half of its sessions stay, the others come and go. */
export class Traffic {
  private readonly failures: string[] = [];
  private readonly users = new Set<string>();
  private queries = 0;
  private isStopped = false;
  private readonly started = performance.now();
  private readonly sessions: readonly Promise<void>[];

  constructor(private readonly config: ClientConfig) {
    this.sessions = Array.from({ length: SESSIONS }, (_, index) => this.repeat(index % 2 ? SHORT : Infinity));
  }

  /** Lets each query that runs end. */
  async stop(): Promise<TrafficResult> {
    this.isStopped = true;
    await Promise.all(this.sessions);
    const seconds = (performance.now() - this.started) / 1_000;
    return { failures: this.failures, perSecond: this.queries / seconds, users: [...this.users].sort() };
  }

  private async repeat(queries: number): Promise<void> {
    while (!this.isStopped) {
      const client = new Client(this.config);
      // Its next query tells.
      client.on("error", () => undefined);
      await this.query(client, queries).catch((error: Error) => this.failures.push(error.message));
      await client.end().catch(() => undefined);
    }
  }

  private async query(client: Client, queries: number): Promise<void> {
    await client.connect();
    for (let count = 0; count < queries && !this.isStopped; count++) {
      const { rows } = await client.query<{ login: string }>(
        "INSERT INTO visits DEFAULT VALUES RETURNING session_user AS login",
      );
      this.queries++;
      for (const { login } of rows) this.users.add(login);
      await sleep(PAUSE_MS);
    }
  }
}
