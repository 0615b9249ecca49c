import { Session } from "../../clients/postgres-session";
import type { PostgresServer } from "../../contract/deployment";
import { cacheDirectory, CertificateAuthority, startPostgres, type Workspace } from "../../rehearsal/servers";

/** A PostgreSQL server, whose clients verify it. */
export type Database = Pick<PostgresServer, "host" | "port" | "superuser"> & { readonly ca: string };

/** Starts one with an empty `appdb`. */
export async function startDatabase(workspace: Workspace): Promise<Database> {
  const authority = await CertificateAuthority.create();
  const cache = cacheDirectory(process.env);
  const postgres = await startPostgres(workspace, { version: 18, authority, cache });
  const database = { ...postgres, ca: authority.pem };
  await asSuperuser(database, ["CREATE DATABASE appdb"], "postgres");
  return database;
}

export function asSuperuser(
  server: Database,
  statements: readonly string[],
  database = "appdb",
): Promise<void> {
  return Session.with(server, database, server.superuser, async (session) => {
    for (const statement of statements) await session.query(statement);
  });
}
