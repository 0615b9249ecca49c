import { type ClientBase, Pool } from "pg";
import { type Login, type PostgresAddress, Session, settingsOf } from "./postgres-session";

const sessions = new WeakMap<ClientBase, Session>();

/** By the server, the sessions in each of its databases. */
const pools = new WeakMap<PostgresAddress, Map<string, Pool>>();

/**
 * Does something in a session of a login that is used again and again, such as the superuser's: a session that is free is
 * taken before another one is opened, and is as new when it is given back.
 */
export async function inSharedSession<Result>(
  server: PostgresAddress,
  database: string,
  login: Login,
  action: (session: Session) => Promise<Result>,
): Promise<Result> {
  const client = await poolFor(server, database, login).connect();
  const session = sessions.get(client) ?? new Session(client, async () => client.release(true));
  sessions.set(client, session);
  try {
    const result = await action(session);
    await session.query("DISCARD ALL");
    client.release();
    return result;
  } catch (error) {
    client.release(true);
    throw error;
  }
}

/** Ends the shared sessions of a server, which keep others from dropping a database. Who needs one opens it again. */
export async function endSharedSessions(server: PostgresAddress): Promise<void> {
  const known = pools.get(server);
  pools.delete(server);
  await Promise.all([...(known?.values() ?? [])].map((pool) => pool.end()));
}

function poolFor(server: PostgresAddress, database: string, login: Login): Pool {
  const known = pools.get(server) ?? new Map<string, Pool>();
  pools.set(server, known);
  const pool =
    known.get(database) ?? new Pool({ ...settingsOf(server, database, login), allowExitOnIdle: true });
  // A server that goes away is reported by who watches over it.
  if (!known.has(database)) pool.on("error", () => undefined);
  known.set(database, pool);
  return pool;
}
