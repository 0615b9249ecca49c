import { setTimeout as sleep } from "node:timers/promises";
import { Duration, Issuance, Privileges } from "../../constructs";
import { Session } from "../../clients/postgres-session";
import { Leases } from "../../contract/leases";
import { prepareStackOn } from "../../rehearsal/prepared-stack";
import { ThrowawayServers } from "../../rehearsal/servers/throwaway-servers";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { synthesizeStack } from "../synthesize";
import { shop } from "./shop";

const CLIENTS = 8;
/** How many leases come and go before the change, and as many at least after it. */
const LEASES = 200;

/** The functions know how long a lease may be valid. */
const stackWith = (maxTtl: Duration) =>
  synthesizeStack(
    shop({
      database: { issuance: Issuance.functions() },
      roles: { readwrite: { privileges: Privileges.readWrite(), maxTtl } },
    }),
  );

/** What Vault says while it gives its account another password: its connections end, and a new one may come too early. */
const ROTATING =
  /transaction commit failed|password authentication failed for user|sql: database is closed|conn closed/;
/** How long a client tries again. */
const PATIENCE_MS = 5_000;

/** Leases, renews and revokes without a pause. What is refused it tries again, as Vault does with what it revokes itself. */
class Client {
  readonly refusals: string[] = [];
  done = 0;
  private going = true;
  private readonly ended: Promise<void>;

  constructor(
    private readonly leases: Leases,
    path: string,
  ) {
    this.ended = this.run(path);
  }

  stop(): Promise<void> {
    this.going = false;
    return this.ended;
  }

  private async run(path: string): Promise<void> {
    while (this.going) {
      const lease = await this.persist(() => this.leases.issue(path));
      await this.persist(() => this.leases.renew(lease, 600));
      await this.persist(() => this.leases.revoke(lease));
      this.done++;
    }
  }

  private async persist<Result>(act: () => Promise<Result>): Promise<Result> {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      try {
        return await act();
      } catch (error) {
        if (performance.now() > deadline) throw error;
        this.refusals.push((error as Error).message);
        await sleep(50);
      }
    }
  }
}

test.each([15, 18] as const)(
  "functions are replaced while eight clients lease, who notice the rotation alone, on PostgreSQL %i",
  async (postgres) => {
    const [before, after] = [stackWith(Duration.hours(24)), stackWith(Duration.hours(12))];
    await withWorkspace(async (workspace) => {
      const props = { postgres, env: process.env, notify: () => undefined };
      const shared = await ThrowawayServers.start([before.access, after.access], workspace, props);
      const was = await prepareStackOn(shared, before, workspace, {});
      await was.deploy();
      const next = await prepareStackOn(shared, after, workspace, { before: was });
      const { path } = before.access.roles[0]!;
      const clients = Array.from(
        { length: CLIENTS },
        () => new Client(new Leases(was.servers.vault.client), path),
      );
      const leased = async (count: number) => {
        const sum = () => clients.reduce((total, { done }) => total + done, 0);
        const enough = sum() + count;
        while (sum() < enough) await sleep(50);
      };
      const server = was.servers.serverOf(before.access.databases[0]!);
      await leased(LEASES);
      const { changes } = await next.deploy();
      await leased(LEASES);
      await Promise.all(clients.map((client) => client.stop()));

      expect(changes.map(({ address }) => address)).toContainEqual(expect.stringContaining("install"));
      const refusals = clients.flatMap((client) => client.refusals);
      expect(refusals.filter((refusal) => !ROTATING.test(refusal))).toEqual([]);
      expect(await was.servers.vault.client.find(`sys/leases/lookup/${path}`, "LIST")).toEqual({});
      // A role that Vault could not say was made has no lease, and a password that nobody was told.
      const forEver = "SELECT rolname FROM pg_roles WHERE rolname LIKE 'v-%' AND rolvaliduntil IS NULL";
      expect(await Session.with(server, "appdb", server.superuser, (each) => each.query(forEver))).toEqual(
        [],
      );
      await Promise.all([was, next].map((each) => each.close()));
    });
  },
  120_000,
);
