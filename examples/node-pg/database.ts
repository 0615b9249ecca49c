import { Pool, type PoolClient, type QueryResult } from "pg";

/** A user of the database. */
export interface Credential {
  readonly user: string;
  readonly password: string;
}

/** The database, whose user can be replaced while queries run and wait. */
export class Database {
  private current?: UserPool;
  private ended = Promise.resolve();

  /** From now on queries are the new user's. Those that have been asked for stay the old one's, whose pool ends after them. */
  replace(credential: Credential): void {
    this.ended = this.end();
    this.current = new UserPool(credential);
  }

  query(text: string, values?: unknown[]): Promise<QueryResult> {
    return this.use((client) => client.query(text, values));
  }

  /** Several queries on one connection, such as a transaction. */
  async use<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    if (!this.current) throw new Error("There is no credential yet.");
    return this.current.use(work);
  }

  /** Returns when all queries have been answered, and all connections are closed. */
  async end(): Promise<void> {
    await Promise.all([this.ended, this.current?.end()]);
  }
}

/** The connections of one user: node-postgres' pool keeps the user that it was made with. */
class UserPool {
  private readonly pool: Pool;
  private uses = 0;
  private onUnused?: () => void;

  constructor({ user, password }: Credential) {
    // Host, port and database come from PGHOST, PGPORT and PGDATABASE.
    this.pool = new Pool({ user, password, max: 4 });
    // A query on a connection that breaks says so. Without listeners, the process would end besides.
    const ignore = () => undefined;
    this.pool.on("error", ignore).on("connect", (client) => client.on("error", ignore));
  }

  async use<Result>(work: (client: PoolClient) => Promise<Result>): Promise<Result> {
    this.uses++;
    try {
      const client = await this.pool.connect();
      try {
        const result = await work(client);
        client.release();
        return result;
      } catch (error) {
        // In what state it is, nobody knows.
        client.release(true);
        throw error;
      }
    } finally {
      if (!--this.uses) this.onUnused?.();
    }
  }

  /** Ends it when nobody uses or waits for a connection any more: `pool.end()` alone forgets who waits. */
  async end(): Promise<void> {
    if (this.uses) await new Promise<void>((resolve) => (this.onUnused = resolve));
    await this.pool.end();
  }
}
