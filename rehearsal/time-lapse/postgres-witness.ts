import { Session } from "../../clients/postgres-session";
import type { Deployment, PostgresServer } from "../../contract/deployment";

const FAILURE = /^(\S*) (?:ERROR|FATAL|PANIC): .*$/gm;

/** What PostgreSQL's log says of users. */
export class PostgresWitness {
  /** Has each server write whom a line of its log is about. */
  static async of(deployment: Deployment): Promise<PostgresWitness> {
    const { databases } = deployment.access;
    const servers = new Map(databases.map((database) => [deployment.serverOf(database), database]));
    await Promise.all([...servers.keys()].map(nameUsers));
    const logs = [...servers.values()].map((database) => () => deployment.serverLog(database));
    return new PostgresWitness(() => logs.map((log) => log()).join("\n"));
  }

  private constructor(private readonly log: () => string) {}

  /** What failed for these users. */
  failuresOf(users: readonly string[]): string[] {
    return [...this.log().matchAll(FAILURE)].flatMap(([line, user = ""]) =>
      users.includes(user) ? [line] : [],
    );
  }
}

async function nameUsers(server: PostgresServer): Promise<void> {
  await Session.with(server, "postgres", server.superuser, async (session) => {
    await session.query("ALTER SYSTEM SET log_line_prefix = '%u '");
    await session.query("SELECT pg_reload_conf()");
  });
}
