import { quotedName } from "../../constructs/postgres/statements/quoted";
import { inSharedSession } from "../../clients/session-pool";
import { Session } from "../../clients/postgres-session";
import type { BreakGlassDescription } from "../../constructs";
import type { PostgresServer } from "../deployment";
import { Fixture } from "../fixture";
import type { Subject } from "../subject";
import type { DatabaseContext } from "./database-context";

/** What the checks of a PostgreSQL server share. */
export class ServerContext {
  readonly about: Subject;

  /** By account for emergencies, a session of it, opened as a DBA opens it on the day that Vault is down. */
  readonly breakGlassSessions = new Fixture(async () => {
    const sessions: [name: string, session: Session][] = [];
    for (const { role, database } of this.breakGlass) {
      const login = { user: role, password: "not a secret" };
      await this.asSuperuser(`ALTER ROLE ${quotedName(role)} LOGIN PASSWORD '${login.password}'`);
      sessions.push([role, await Session.open(this.server, database.name, login)]);
    }
    return sessions;
  });

  constructor(
    readonly server: PostgresServer,
    readonly databases: readonly DatabaseContext[],
    private readonly breakGlass: readonly BreakGlassDescription[],
  ) {
    const names = databases.map(({ database }) => database.server);
    this.about = { kind: "server", name: [...new Set(names)].sort().join(", ") };
  }

  /** Closes the accounts for emergencies again. */
  async close(): Promise<void> {
    await this.breakGlassSessions.undo(async (sessions) => {
      for (const [role, session] of sessions) {
        await session.close();
        await this.asSuperuser(`ALTER ROLE ${quotedName(role)} NOLOGIN PASSWORD NULL`);
      }
    });
  }

  private async asSuperuser(statement: string): Promise<void> {
    await inSharedSession(this.server, "postgres", this.server.superuser, (session) =>
      session.query(statement),
    );
  }
}
