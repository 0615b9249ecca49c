import type { DatabaseDescription } from "../../constructs";
import type { PostgresServer } from "../deployment";
import { Fixture } from "../fixture";
import type { Subject } from "../subject";
import type { Probes } from "./probes";

/** What the checks of a database share. */
export class DatabaseContext {
  readonly about: Extract<Subject, { kind: "database" }>;
  readonly database: DatabaseDescription;
  readonly server: PostgresServer;

  /** What grants reach, and what nobody must fall for. */
  readonly objects = new Fixture(async () => {
    await this.probes.makeEarlier();
    await this.probes.makeDecoys();
  });

  /** What revocations do is written down from then on. */
  readonly watch = new Fixture(() => this.probes.watchRevocations());

  /** What default privileges alone reach, made when every role has a lease already. */
  readonly laterObjects = new Fixture(async () => {
    await this.objects.get();
    await this.leased();
    await this.probes.makeLater();
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
}
