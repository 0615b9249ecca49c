import type { DatabaseDescription } from "../../constructs";
import type { PostgresServer } from "../deployment";
import { Fixture } from "../fixture";
import type { Subject } from "../subject";
import { accessIn } from "./access-in-database";
import type { Probes } from "./probes";

/** What the checks of a database share. */
export class DatabaseContext {
  readonly about: Subject;
  readonly database: DatabaseDescription;
  readonly server: PostgresServer;

  /** What grants reach, and what is outside of every privilege set. */
  readonly objects = new Fixture(async () => {
    await this.probes.makeEarlier();
    await this.probes.makeOther();
  });

  /** What default privileges alone reach, made when every role has a lease already. */
  readonly laterObjects = new Fixture(async () => {
    await this.objects.get();
    await this.leased();
    await this.probes.makeLater();
  });

  /** Owners and access lists while nothing is leased. */
  readonly accessBefore = new Fixture(() => accessIn(this.probes));

  /** The login of somebody who has nothing to do with the database. */
  readonly outsider = new Fixture(async () => {
    const login = { user: this.probes.outsider, password: "not a secret" };
    await this.asSuperuser(`CREATE ROLE "${login.user}" LOGIN PASSWORD '${login.password}'`);
    return login;
  });

  /** @param leased returns when each of its roles has a lease, or can't have one */
  constructor(
    readonly probes: Probes,
    private readonly leased: () => Promise<unknown>,
  ) {
    this.database = probes.database;
    this.server = probes.server;
    const { name, server } = probes.database;
    this.about = { kind: "database", name, server };
  }

  /** Takes back what was made besides objects. */
  async close(): Promise<void> {
    await this.outsider.undo(async ({ user }) => {
      await this.asSuperuser(`DROP OWNED BY "${user}"`, `DROP ROLE "${user}"`);
    });
  }

  private async asSuperuser(...statements: string[]): Promise<void> {
    await this.probes.asSuperuser(async (session) => {
      for (const statement of statements) await session.query(statement);
    });
  }
}
