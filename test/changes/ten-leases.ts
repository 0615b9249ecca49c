import { Session } from "../../clients/postgres-session";
import { Leases } from "../../contract/leases";
import type { PreparedStack } from "../../rehearsal/prepared-stack";

const DATABASE = { server: "postgresql", name: "appdb" };
const LEASED = [
  ...Array<string>(4).fill("database/creds/app-readonly"),
  ...Array<string>(4).fill("database/creds/app-readwrite"),
  ...Array<string>(2).fill("database/creds/app-migrator"),
];

/** Names of what a stack makes, in Vault and in PostgreSQL's catalogs. */
export async function namesOn({ servers }: PreparedStack): Promise<object> {
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

/** Ends the sessions by which the servers are prepared: they are a superuser's, which no administrator ends. */
export async function endOwnSessions({ servers }: PreparedStack): Promise<void> {
  const server = servers.serverOf(DATABASE);
  const sql = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND usename = $2";
  await Session.with(server, "postgres", server.superuser, (session) =>
    session.query(sql, [DATABASE.name, server.superuser.user]),
  );
}

/** Ten leases of dev, each with an open session. */
export async function leaseTen({ servers }: PreparedStack): Promise<Session[]> {
  const leases = new Leases(servers.vault.client);
  const server = servers.serverOf(DATABASE);
  const sessions: Session[] = [];
  for (const path of LEASED)
    sessions.push(await Session.open(server, DATABASE.name, await leases.issue(path)));
  return sessions;
}
