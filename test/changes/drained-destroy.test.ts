import { Session } from "../../clients/postgres-session";
import { Leases } from "../../contract/leases";
import { type PreparedStack, prepareStack } from "../../rehearsal/prepared-stack";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { readSynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";
import { run } from "../cli/run-command";
import { SynthesizedApp } from "../cli/stack-on-disk";

const DATABASE = { server: "postgresql", name: "appdb" };
const LEASED = [
  ...Array<string>(4).fill("database/creds/app-readonly"),
  ...Array<string>(4).fill("database/creds/app-readwrite"),
  ...Array<string>(2).fill("database/creds/app-migrator"),
];

let app: SynthesizedApp;
beforeAll(async () => {
  app = await SynthesizedApp.make();
});
afterAll(() => app.remove());

/** Names of what a stack makes, in Vault and in PostgreSQL's catalogs. */
async function namesOn({ servers }: PreparedStack): Promise<object> {
  const vault = servers.vault.client;
  const keysAt = async (path: string) => Object.keys((await vault.request("GET", path)).data ?? {}).sort();
  const server = servers.serverOf(DATABASE);
  const rows = await Session.with(server, "postgres", server.superuser, (session) =>
    session.query(
      "SELECT rolname AS name FROM pg_roles UNION ALL SELECT datname FROM pg_database ORDER BY 1",
    ),
  );
  return {
    mounts: await keysAt("sys/mounts"),
    methods: await keysAt("sys/auth"),
    devices: await keysAt("sys/audit"),
    policies: (await vault.request("GET", "sys/policy")).data?.keys,
    leases: (await vault.find("sys/leases/lookup/database/creds", "LIST")).data,
    catalogs: rows.map(({ name }) => name),
  };
}

/** Those by which the servers are prepared: they are a superuser's, which no administrator ends. */
async function endOwnSessions({ servers }: PreparedStack): Promise<void> {
  const server = servers.serverOf(DATABASE);
  const sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename = $2";
  await Session.with(server, "postgres", server.superuser, (session) =>
    session.query(sql, [DATABASE.name, server.superuser.user]),
  );
}

/** Who deploys, with what they need besides to drain. */
async function drainerOf({
  servers,
  stack,
  deployerPolicies,
}: PreparedStack): Promise<Record<string, string>> {
  const vault = servers.vault.client;
  await vault.request("PUT", "sys/policies/acl/drain", { policy: stack.files.get("drain.policy.json") });
  const policies = [...deployerPolicies, "drain"];
  const { auth } = await vault.request("POST", "auth/token/create", { policies, no_default_policy: true });
  return { VAULT_ADDR: vault.address, VAULT_TOKEN: String(auth?.client_token) };
}

test.each([15, 16, 17, 18] as const)(
  "ten leases with open sessions are drained, and the first destroy leaves nothing in Vault and in PostgreSQL %i",
  (postgres: PostgresVersion) =>
    withWorkspace(async (workspace) => {
      const stack = readSynthesizedStack(app.stack());
      const props = { postgres, env: process.env, notify: () => undefined };
      const prepared = await prepareStack(stack, workspace, props);
      const env = await drainerOf(prepared);
      const before = await namesOn(prepared);
      await prepared.deploy();
      const server = prepared.servers.serverOf(DATABASE);
      const leases = new Leases(prepared.servers.vault.client);
      const sessions: Session[] = [];
      for (const path of LEASED)
        sessions.push(await Session.open(server, DATABASE.name, await leases.issue(path)));

      const drained = await run(["drain", app.stack(), "--yes"], { env });
      expect(drained).toMatchObject({ status: 0, stderr: "" });
      for (const session of sessions) expect(await session.isOpen()).toBe(false);
      await endOwnSessions(prepared);
      await prepared.applier.destroy();
      expect(await namesOn(prepared)).toEqual(before);
      await prepared.close();
    }),
  90_000,
);
