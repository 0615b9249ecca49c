import { Session } from "../../clients/postgres-session";
import { VaultError, type VaultClient } from "../../clients/vault-client";
import { DatabaseSecretsEngine } from "../../constructs";
import type { Deployment } from "../../contract/deployment";
import { prepareStack } from "../../rehearsal/prepared-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import type { LeaseTimings } from "../results";
import { stackWithProviders, synthesized } from "../synthesized";
import { timesOf, timingOf } from "../timing";
import { describeVariant, type Variant } from "./variants";

/** How many ask at once where it isn't what is measured. */
const AT_ONCE = 16;

/** How long requests took, in ms. */
export type LeaseTimes = Readonly<Record<keyof LeaseTimings, readonly number[]>>;

/** Databases that are leased from, on servers that are gone afterwards. */
export class LeaseBench {
  static run<Result>(
    postgres: PostgresVersion,
    variants: readonly Variant[],
    measure: (bench: LeaseBench) => Promise<Result>,
  ): Promise<Result> {
    const stack = synthesized((app) => {
      const bench = stackWithProviders(app, "bench");
      const engine = new DatabaseSecretsEngine(bench, "database");
      for (const variant of variants) describeVariant(bench, engine, variant);
      return bench;
    });
    return withWorkspace(async (workspace) => {
      const props = { postgres, env: process.env, notify: () => undefined };
      const prepared = await prepareStack(stack, workspace, props);
      try {
        const { deployment } = await prepared.deploy();
        return await measure(new LeaseBench(deployment));
      } finally {
        await prepared.close();
      }
    });
  }

  private readonly vault: VaultClient;

  private constructor(private readonly deployment: Deployment) {
    this.vault = deployment.vault;
  }

  get postgres(): string {
    return this.deployment.serverOf(this.deployment.access.databases[0]!).version;
  }

  /** Makes tables with a sequence each in schema public, which belong to the database's owner, until there are so many. */
  async withTables({ role }: Variant, tables: number): Promise<void> {
    await this.asSuperuser(role, async (session) => {
      await session.query(`SET ROLE "${this.database(role).owner}"`);
      // In parts: one transaction has no room for ten thousand locks.
      for (let from = 1; from <= tables; from += 500)
        await session.query(`DO $$ BEGIN FOR i IN ${from}..${Math.min(from + 499, tables)} LOOP
          IF to_regclass('public.t' || i) IS NULL THEN
            EXECUTE format('CREATE TABLE public.t%s (id bigserial)', i); END IF; END LOOP; END $$`);
    });
  }

  /** Leases until so many are live. */
  async withLive(variant: Variant, live: number): Promise<void> {
    const missing = live - (await this.left(variant)).roles;
    await this.atOnce(AT_ONCE, missing, () => this.issue(variant));
  }

  /** What is there of leases of a variant: in Vault, and in PostgreSQL, of which no other has any. */
  async left({ role }: Variant): Promise<{ readonly leases: number; readonly roles: number }> {
    const { data = {} } = await this.vault.find(`sys/leases/lookup/database/creds/${role}`, "LIST");
    const { keys = [] } = data as { readonly keys?: readonly string[] };
    const roles = await this.asSuperuser(role, async (session) => {
      const [row] = await session.query(
        "SELECT count(*) FROM pg_authid WHERE rolvaliduntil < 'infinity' AND rolname LIKE 'v-%'",
      );
      return Number(row?.count);
    });
    return { leases: keys.length, roles };
  }

  /** Issues, renews and revokes as often, one after another. @returns how long each took, in ms */
  async timings(variant: Variant, times: number): Promise<LeaseTimes> {
    const leases: string[] = [];
    const issued = await timesOf(times, async () => leases.push(await this.issue(variant)));
    const renewed = await timesOf(times, (index) =>
      this.vault.request("PUT", "sys/leases/renew", { lease_id: leases[index] }),
    );
    const revoked = await timesOf(times, (index) => this.revoke(leases[index]!));
    return { issue: issued, renew: renewed, revoke: revoked };
  }

  /** Some clients issue, from each variant in turn, and then revoke, as fast as they are answered. */
  async load(variants: readonly Variant[], clients: number, times: number) {
    const leases: string[] = [];
    const issue = await this.atOnce(clients, times, async (index) =>
      leases.push(await this.issue(variants[index % variants.length]!)),
    );
    const revoke = await this.atOnce(clients, leases.length, () => this.revoke(leases.pop()!));
    return { issue, revoke };
  }

  /** Ends all of a variant's leases at once. */
  async revokeAll(variant: Variant) {
    const { roles: live } = await this.left(variant);
    const start = performance.now();
    const path = `sys/leases/revoke-prefix/database/creds/${variant.role}`;
    await this.vault.request("PUT", path, { sync: true });
    return { live, seconds: Math.round(performance.now() - start) / 1000, left: await this.left(variant) };
  }

  /** What Vault runs for a variant, by the name of the list. */
  async statementsOf({ role }: Variant): Promise<Readonly<Record<string, readonly string[]>>> {
    const { data = {} } = await this.vault.request("GET", `database/roles/${role}`);
    return data as Record<string, string[]>;
  }

  /** As Vault's account of a variant, with its privileges and its settings, on one connection. */
  asAccount<Result>({ role }: Variant, use: (session: Session) => Promise<Result>): Promise<Result> {
    return this.asSuperuser(role, async (session) => {
      const { account } = this.database(role);
      const settings = await session.query(
        "SELECT unnest(setconfig) AS setting FROM pg_db_role_setting WHERE setrole = $1::regrole",
        [`"${account}"`],
      );
      await session.query(`SET SESSION AUTHORIZATION "${account}"`);
      for (const { setting } of settings) {
        const [name, value] = String(setting).split("=");
        await session.query("SELECT set_config($1, $2, false)", [name, value]);
      }
      return use(session);
    });
  }

  asSuperuser<Result>(database: string, use: (session: Session) => Promise<Result>): Promise<Result> {
    const server = this.deployment.serverOf(this.database(database));
    return Session.with(server, database, server.superuser, use);
  }

  private database(name: string) {
    return this.deployment.access.databases.find((database) => database.name === name)!;
  }

  private async issue({ role }: Variant): Promise<string> {
    const answer = await this.vault.request("GET", `database/creds/${role}`);
    return String(answer.lease_id);
  }

  private revoke(lease: string): Promise<unknown> {
    return this.vault.request("PUT", "sys/leases/revoke", { lease_id: lease, sync: true });
  }

  private async atOnce(clients: number, times: number, act: (index: number) => Promise<unknown>) {
    let [begun, failures] = [0, 0];
    const taken: number[] = [];
    const start = performance.now();
    const client = async () => {
      while (begun < times) {
        const index = begun++;
        await timesOf(1, () => act(index)).then(
          (ms) => taken.push(...ms),
          (error: unknown) => {
            if (!(error instanceof VaultError)) throw error;
            failures++;
          },
        );
      }
    };
    await Promise.all(Array.from({ length: clients }, client));
    const perSecond = Math.round((taken.length / (performance.now() - start)) * 1000);
    return { ...timingOf(taken), perSecond, failures };
  }
}
