import type { PostgresServer } from "../deployment";
import { Fixture } from "../fixture";
import type { Subject } from "../subject";
import type { DatabaseContext } from "./database-context";
import { describeRoles } from "./describe-roles";

/** What the checks of a PostgreSQL server share. */
export class ServerContext {
  readonly about: Subject;

  /** Its roles and memberships while nothing is leased. */
  readonly rolesBefore = new Fixture(() => describeRoles(this.server));

  constructor(
    readonly server: PostgresServer,
    readonly databases: readonly DatabaseContext[],
  ) {
    const names = databases.map(({ database }) => database.server);
    this.about = { kind: "server", name: [...new Set(names)].sort().join(", ") };
  }
}
