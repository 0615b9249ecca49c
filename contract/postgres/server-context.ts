import { inSharedSession } from "../../clients/session-pool";
import type { PostgresServer } from "../deployment";
import { Fixture } from "../fixture";
import type { Subject } from "../subject";
import type { DatabaseContext } from "./database-context";
import { describeRoles } from "./describe-roles";

const OTHER_DATABASE = "contract_other";

/** What the checks of a PostgreSQL server share. */
export class ServerContext {
  readonly about: Subject;

  /** Its roles and memberships while nothing is leased. */
  readonly rolesBefore = new Fixture(() => describeRoles(this.server));

  /** A database next to those that are described, and as closed as they are. */
  readonly otherDatabase = new Fixture(async () => {
    await inSharedSession(this.server, "postgres", this.server.superuser, async (session) => {
      await session.query(`CREATE DATABASE ${OTHER_DATABASE}`);
      await session.query(`REVOKE CONNECT ON DATABASE ${OTHER_DATABASE} FROM PUBLIC`);
    });
    return OTHER_DATABASE;
  });

  constructor(
    readonly server: PostgresServer,
    readonly databases: readonly DatabaseContext[],
  ) {
    const names = databases.map(({ database }) => database.server);
    this.about = { kind: "server", name: [...new Set(names)].sort().join(", ") };
  }
}
