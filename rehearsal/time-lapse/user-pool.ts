import { Pool } from "pg";
import { type Login, type PostgresAddress, settingsOf } from "../../clients/postgres-session";

/** After so many queries a connection is closed, and the next query logs in anew, as pools of services do. */
const QUERIES_OF_A_CONNECTION = 40;

/** The connection of one user. */
export class UserPool {
  private readonly pool: Pool;
  private running = 0;
  private onUnused?: () => void;

  constructor(
    server: PostgresAddress,
    database: string,
    private readonly login: Login,
  ) {
    this.pool = new Pool({
      ...settingsOf(server, database, login),
      max: 1,
      maxUses: QUERIES_OF_A_CONNECTION,
    });
    // The next query says what is wrong.
    const ignore = () => undefined;
    this.pool.on("error", ignore).on("connect", (client) => client.on("error", ignore));
  }

  get user(): string {
    return this.login.user;
  }

  isOf({ user, password }: Login): boolean {
    return this.login.user === user && this.login.password === password;
  }

  async query(): Promise<void> {
    this.running++;
    try {
      await this.pool.query("SELECT 1");
    } finally {
      if (!--this.running) this.onUnused?.();
    }
  }

  /** Ends it when its last query is answered. */
  async end(): Promise<void> {
    if (this.running) await new Promise<void>((resolve) => (this.onUnused = resolve));
    await this.pool.end();
  }
}
