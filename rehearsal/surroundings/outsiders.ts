import { inSharedSession } from "../../clients/session-pool";
import type { PostgresServer } from "../../contract/deployment";
import { literal } from "../apply/postgres-target";

/** From now on, somebody uses a PostgreSQL server for something else, and may what PUBLIC may. */
export async function letOutsiderIn(server: PostgresServer): Promise<void> {
  const { user, password } = server.outsider;
  await inSharedSession(server, "postgres", server.superuser, (session) =>
    session.query(`CREATE ROLE ${user} LOGIN PASSWORD ${literal(password)}`),
  );
}
