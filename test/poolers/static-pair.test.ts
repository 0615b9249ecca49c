import { userInfo } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import type { VaultClient } from "../../clients/vault-client";
import type { Workspace } from "../../rehearsal/servers";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { withPgBouncer } from "./pgbouncer";
import { Pooler } from "./pooler";
import { asSuperuser, makeStaticRole, type Servers, startServers } from "./servers";
import { adapt, snippet } from "./snippets";
import { Traffic, type TrafficResult } from "./traffic";
import { makeWorkload } from "./workload";

/** Vault looks every five seconds for what is due. */
const PERIOD_SECONDS = 20;
const ROTATIONS = 2;
const DEADLINE_MS = 90_000;

const SOMEBODY = { user: "somebody", password: "of-the-application" };

const agent = snippet("auto_auth");
const [withoutTemplates = ""] = agent.split(/^template \{/m);
const lookupTemplates = snippet('/run/pgbouncer/userlist.txt"');

/** The application's queries through each pooler meanwhile, and what PostgreSQL logged. */
let results: Record<"session" | "transaction" | "lookup" | "inPhase", TrafficResult>;
let log: string;

withPgBouncer("PgBouncer, while the logins of a pair rotate in turn,", () => {
  beforeAll(
    () =>
      withWorkspace(async (workspace) => {
        const servers = await startServers(workspace);
        await makeLogins(servers);
        results = await trafficOf(servers, await startPoolers(workspace, servers));
        log = servers.postgres.log();
      }),
    DEADLINE_MS * 2,
  );

  test.each(["session", "transaction"] as const)("loses no query in %s mode", (mode) => {
    const { failures, perSecond, users } = results[mode];
    expect(failures).toEqual([]);
    expect(perSecond).toBeGreaterThan(50);
    expect(users).toEqual(["web-blue", "web-green"]);
  });

  test("looks up by them, and loses no login of an application", () => {
    const { failures, perSecond, users } = results.lookup;
    expect(failures).toEqual([]);
    expect(perSecond).toBeGreaterThan(50);
    expect(users).toEqual([SOMEBODY.user]);
  });

  test("is refused by PostgreSQL not once, which sees both log in", () => {
    expect(log).not.toMatch(/(FATAL|ERROR): .*"(web|lookup)-/);
    for (const login of ["web-blue", "web-green", "lookup-blue", "lookup-green"])
      expect(log).toContain(`connection authenticated: identity="${login}"`);
  });

  test("loses queries when they rotate at once", () => {
    expect(results.inPhase.failures).toContainEqual(expect.stringContaining("server login has been failing"));
    expect(log).toMatch(/FATAL: {2}password authentication failed for user "twin-/);
  });
});

/** Three pairs, of which the last rotates at once. */
async function makeLogins({ vault: { client }, postgres }: Servers): Promise<void> {
  const logins = ["web", "lookup", "twin"].flatMap((pair) => [`${pair}-blue`, `${pair}-green`]);
  await asSuperuser(postgres, [
    "ALTER SYSTEM SET log_connections = 'authentication'",
    "SELECT pg_reload_conf()",
    ...logins.map((login) => `CREATE ROLE "${login}" LOGIN`),
    `CREATE ROLE ${SOMEBODY.user} LOGIN PASSWORD '${SOMEBODY.password}' VALID UNTIL 'tomorrow'`,
    snippet("CREATE FUNCTION"),
  ]);
  await makeWorkload(client, logins);
  const make = (name: string) => makeStaticRole(client, name, PERIOD_SECONDS);
  await Promise.all(["web-blue", "lookup-blue", "twin-blue", "twin-green"].map(make));
  await sleep((PERIOD_SECONDS / 2) * 1_000);
  await Promise.all(["web-green", "lookup-green"].map(make));
}

async function startPoolers(
  workspace: Workspace,
  servers: Servers,
): Promise<Record<keyof typeof results, Pooler>> {
  const [session, transaction, inPhase, lookup] = await Promise.all([
    startWithPair("session", "web"),
    startWithPair("transaction", "web"),
    startWithPair("transaction", "twin"),
    startWithLookup(),
  ]);
  return { session, transaction, inPhase, lookup };

  async function startWithPair(mode: "session" | "transaction", pair: string): Promise<Pooler> {
    const pooler = new Pooler(workspace, servers, `${pair}-${mode}`);
    pooler.configure("auth_type = hba", mode);
    pooler.letIn();
    await pooler.startAgent(servers, adapt(agent, { "web-": `${pair}-` }));
    await pooler.start();
    return pooler;
  }

  async function startWithLookup(): Promise<Pooler> {
    const pooler = new Pooler(workspace, servers, "lookup");
    pooler.configure("auth_query =", "transaction");
    await pooler.startAgent(servers, withoutTemplates + lookupTemplates);
    await pooler.start();
    return pooler;
  }
}

/** What an application meets through each of some poolers until its pair has rotated often enough. */
async function trafficOf<Name extends string>(
  { vault }: Servers,
  poolers: Record<Name, Pooler>,
): Promise<Record<Name, TrafficResult>> {
  const named = Object.entries<Pooler>(poolers).map(([name, { address }]) => {
    const login = name === "lookup" ? SOMEBODY : { user: userInfo().username };
    return [name, new Traffic({ ...address, ...login })] as const;
  });
  await rotations(vault.client);
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
