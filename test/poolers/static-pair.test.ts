import { userInfo } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { Client, type ClientConfig } from "pg";
import type { VaultClient } from "../../clients/vault-client";
import { type Lease, Leases } from "../../contract/leases";
import { asSuperuser } from "./database";
import { type Pairs, setApart, setInPhase, withPairs } from "./pairs";
import { withPgBouncer } from "./pgbouncer";
import { Pooler, type PoolMode } from "./pooler";
import { adapt, snippet } from "./snippets";
import { Traffic, type TrafficResult } from "./traffic";

const ROTATIONS = 2;
const DEADLINE_MS = 90_000;

const DATABASE = { server: "postgresql", name: "appdb" };

const agent = snippet("auto_auth");
const [withoutTemplates = ""] = agent.split(/^template \{/m);
const lookupTemplates = snippet('/run/pgbouncer/userlist.txt"');

/** The application's queries through each pooler meanwhile, and what PostgreSQL logged. */
let results: Record<"session" | "transaction" | "lookup" | "inPhase", TrafficResult>;
let log: string;
/** Somebody who looked-up logins let in, and what is said when the lease is revoked. */
let lease: Lease;
let revoked: Record<"nextQuery" | "nextLogin", string>;

withPgBouncer("PgBouncer, while the logins of a pair rotate in turn,", () => {
  beforeAll(
    () =>
      withPairs(async (pairs) => {
        await prepare(pairs);
        const leases = new Leases(pairs.deployment.vault);
        lease = await leases.issue("database/creds/app-readwrite");
        const poolers = await startPoolers(pairs);
        results = await trafficOf(pairs, poolers);
        revoked = await whenRevoked(leases, { ...poolers.lookup.address, ...loginOf(lease) });
        log = pairs.deployment.serverLog(DATABASE);
      }),
    DEADLINE_MS * 2,
  );

  test.each(["session", "transaction"] as const)("loses no query in %s mode", (mode) => {
    const { failures, perSecond, users } = results[mode];
    expect(failures).toEqual([]);
    expect(perSecond).toBeGreaterThan(50);
    expect(users).toEqual(["web_blue", "web_green"]);
  });

  test("looks up by them, and loses no login of who has a lease", () => {
    const { failures, perSecond, users } = results.lookup;
    expect(failures).toEqual([]);
    expect(perSecond).toBeGreaterThan(50);
    expect(users).toEqual([lease.user]);
  });

  test("ends the session of who has a lease no more, and refuses the next", () => {
    expect(revoked.nextQuery).toMatch(
      /query_wait_timeout|password authentication failed|terminating connection/,
    );
    expect(revoked.nextLogin).toMatch(/no such user|SASL authentication failed/);
  });

  test("is refused by PostgreSQL not once, which sees both log in", () => {
    expect(linesOf(/(FATAL|ERROR): .*"(web|lookup)_.*/g)).toEqual([]);
    expect(linesOf(/(?<=connection authenticated: identity=")[^"]+/g)).toEqual(
      expect.arrayContaining(["web_blue", "web_green", "lookup_blue", "lookup_green"]),
    );
  });

  test("loses queries when they rotate at once", () => {
    expect(results.inPhase.failures).toContainEqual(expect.stringContaining("server login has been failing"));
    expect(linesOf(/FATAL: .*/g)).toContainEqual(
      expect.stringContaining('password authentication failed for user "twin_'),
    );
  });
});

/** The log has passwords in it, so a test that fails shows no more of it than it looks at. */
const linesOf = (pattern: RegExp) => log.match(pattern) ?? [];

const loginOf = ({ user, password }: Lease) => ({ user, password });

/** What is said to who is connected, and to who connects again, when the lease is revoked. */
async function whenRevoked(leases: Leases, config: ClientConfig): Promise<typeof revoked> {
  const client = new Client(config);
  client.on("error", () => undefined);
  await client.connect();
  await client.query("SELECT");
  await leases.revoke(lease);
  const messageOf = (promise: Promise<unknown>) => promise.then(String, ({ message }: Error) => message);
  const nextQuery = await messageOf(client.query("SELECT"));
  return { nextQuery, nextLogin: await messageOf(new Client(config).connect()) };
}

/** Sets two pairs apart, and that of the twin in phase. */
async function prepare(pairs: Pairs): Promise<void> {
  await asSuperuser(pairs.database, [
    "ALTER SYSTEM SET log_connections = 'authentication'",
    "SELECT pg_reload_conf()",
    snippet("CREATE FUNCTION"),
  ]);
  await Promise.all([...["web", "lookup"].map((name) => setApart(pairs, name)), setInPhase(pairs, "twin")]);
}

async function startPoolers(pairs: Pairs): Promise<Record<keyof typeof results, Pooler>> {
  const [session, transaction, inPhase, lookup] = await Promise.all([
    startWithPair(pairs, "web", "session"),
    startWithPair(pairs, "web", "transaction"),
    // As PgBouncer is by itself, but for that it logs in each second: so it does at the moment of a rotation, too.
    startWithPair(pairs, "twin", "transaction", { "server_login_retry = 1": "server_lifetime = 1" }),
    startWithLookup(pairs),
  ]);
  return { session, transaction, inPhase, lookup };
}

async function startWithPair(
  pairs: Pairs,
  name: string,
  mode: PoolMode,
  changes: Readonly<Record<string, string>> = {},
): Promise<Pooler> {
  const pooler = new Pooler(pairs.workspace, pairs.database, `${name}-${mode}`);
  pooler.configure("auth_type = hba", mode, changes);
  pooler.letIn();
  await pooler.startAgent(pairs, adapt(agent, { "web-": `${name}-` }));
  await pooler.start();
  return pooler;
}

async function startWithLookup(pairs: Pairs): Promise<Pooler> {
  const pooler = new Pooler(pairs.workspace, pairs.database, "lookup");
  pooler.configure("auth_query =", "transaction", { "query_wait_timeout = 10": "query_wait_timeout = 2" });
  await pooler.startAgent(pairs, withoutTemplates + lookupTemplates);
  await pooler.start();
  return pooler;
}

/** What an application meets through each of some poolers until its pair has rotated often enough. */
async function trafficOf<Name extends string>(
  { deployment }: Pairs,
  poolers: Record<Name, Pooler>,
): Promise<Record<Name, TrafficResult>> {
  const named = Object.entries<Pooler>(poolers).map(([name, { address }]) => {
    const login = name === "lookup" ? loginOf(lease) : { user: userInfo().username };
    return [name, new Traffic({ ...address, ...login })] as const;
  });
  await rotations(deployment.vault);
  const ended = named.map(async ([name, traffic]) => [name, await traffic.stop()] as const);
  return Object.fromEntries(await Promise.all(ended)) as Record<Name, TrafficResult>;
}

/** Waits until the logins of a pair have rotated often enough, and for what follows from the last time. */
async function rotations(vault: VaultClient): Promise<void> {
  const seen = new Set<unknown>();
  for (const deadline = Date.now() + DEADLINE_MS; seen.size < 2 + ROTATIONS; await sleep(200)) {
    if (Date.now() > deadline) throw new Error(`There were only ${seen.size - 2} rotations.`);
    for (const login of ["web-blue", "web-green"]) {
      const { data } = await vault.request("GET", `database/static-creds/${login}`);
      seen.add(data?.last_vault_rotation);
    }
  }
  await sleep(4_000);
}
