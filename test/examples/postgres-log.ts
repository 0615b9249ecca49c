import type { Deployment } from "../../contract/deployment";
import { asSuperuser } from "../rehearsal/attack";

/** What PostgreSQL's log says of services. */
export class PostgresLog {
  /** Has it written there who logs in, and whom each line is about. */
  static async of(deployment: Deployment): Promise<PostgresLog> {
    await asSuperuser(deployment, async (session) => {
      await session.query("ALTER SYSTEM SET log_line_prefix = '%u '");
      await session.query("ALTER SYSTEM SET log_connections = on");
      await session.query("SELECT pg_reload_conf()");
    });
    return new PostgresLog(deployment);
  }

  private constructor(private readonly deployment: Deployment) {}

  /** The users as whom a service has logged in, in order. */
  usersOf(service: string): string[] {
    const logins = this.text.matchAll(/connection authorized: user=(\S+) .*application_name=(\S+)/g);
    return [...new Set([...logins].flatMap(([, user = "", name]) => (name === service ? [user] : [])))];
  }

  /** What failed, was refused or cut off, but for what befell some users. */
  failuresBut(users: readonly string[]): string[] {
    const failures = this.text.matchAll(/^(\S*) (?:ERROR|FATAL|PANIC): .*$/gm);
    return [...failures].flatMap(([line, user = ""]) => (users.includes(user) ? [] : [line]));
  }

  private get text(): string {
    return this.deployment.serverLog({ server: "postgresql", name: "appdb" });
  }
}
