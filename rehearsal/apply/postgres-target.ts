import { Client } from "pg";
import { quotedName, quotedText } from "../../constructs/postgres/statements/quoted";

export interface PostgresAdmin {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
}

export type Run = (sql: string, values?: unknown[]) => Promise<Record<string, unknown>[]>;

/** What changes a role is told to every session, so that many idle ones would take the server's time. */
const SESSIONS_KEPT = 11;

/** A PostgreSQL server, as the administrator that Terraform's provider logs in as. */
export class PostgresTarget {
  /** By the database; the one that was used last is the last. */
  private readonly clients = new Map<string, Promise<Client>>();
  private last: Promise<unknown> = Promise.resolve();

  constructor(private readonly admin: PostgresAdmin) {}

  /** Runs statements in a database, one caller after the other. */
  in<Result>(database: string, action: (run: Run) => Promise<Result>): Promise<Result> {
    const result = this.last.then(async () => {
      const client = await this.connect(database);
      return action(async (sql, values) => (await client.query<Record<string, unknown>>(sql, values)).rows);
    });
    this.last = result.catch(() => undefined);
    return result;
  }

  /** The same in one transaction. */
  transaction<Result>(database: string, action: (run: Run) => Promise<Result>): Promise<Result> {
    return this.in(database, async (run) => {
      await run("BEGIN");
      try {
        const result = await action(run);
        await run("COMMIT");
        return result;
      } catch (error) {
        await run("ROLLBACK");
        throw error;
      }
    });
  }

  /**
   * Runs an action as a member of roles, and gives the memberships back after it. Somebody who is not a superuser can only
   * change what belongs to a role of theirs.
   */
  async asMemberOf(run: Run, roles: readonly string[], action: () => Promise<void>): Promise<void> {
    const missing: string[] = [];
    for (const role of new Set(roles)) {
      if (role === this.admin.user) continue;
      const [row] = await run("SELECT pg_catalog.pg_has_role(current_user, $1, 'USAGE') AS member", [role]);
      if (!row?.member) missing.push(role);
    }
    for (const role of missing) await run(`GRANT ${quoted(role)} TO CURRENT_USER`);
    await action();
    for (const role of missing) await run(`REVOKE ${quoted(role)} FROM CURRENT_USER`);
  }

  /** Whether there is a database. */
  async has(database: string): Promise<boolean> {
    const rows = await this.in("postgres", (run) =>
      run("SELECT FROM pg_catalog.pg_database WHERE datname = $1", [database]),
    );
    return rows.length > 0;
  }

  /** Ends the session in a database, which would be in the way of what changes the database itself. */
  leave(database: string): Promise<void> {
    const left = this.last.then(() => this.disconnect(database));
    this.last = left;
    return left;
  }

  async close(): Promise<void> {
    for (const database of [...this.clients.keys()]) await this.disconnect(database);
  }

  private connect(database: string): Promise<Client> {
    const client = this.clients.get(database) ?? this.open(database);
    this.clients.delete(database);
    this.clients.set(database, client);
    return client;
  }

  private async open(database: string): Promise<Client> {
    const [oldest] = this.clients.keys();
    if (oldest !== undefined && this.clients.size >= SESSIONS_KEPT) await this.disconnect(oldest);
    const client = new Client({ ...this.admin, database });
    // A server that goes away is reported by who watches over it.
    client.on("error", () => undefined);
    await client.connect();
    return client;
  }

  private async disconnect(database: string): Promise<void> {
    const client = this.clients.get(database);
    this.clients.delete(database);
    await client?.then((open) => open.end()).catch(() => undefined);
  }
}

/** A name as SQL takes it. */
export function quoted(name: unknown): string {
  return quotedName(String(name));
}

/** A role as SQL takes it; `public` is not a name but everybody. */
export function quotedRole(name: unknown): string {
  return name === "public" ? "PUBLIC" : quoted(name);
}

/** A text as SQL takes it. */
export function literal(text: unknown): string {
  return quotedText(String(text));
}
