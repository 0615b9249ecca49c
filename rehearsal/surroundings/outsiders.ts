import { inSharedSession } from "../../clients/session-pool";
import type { ThrowawayServers } from "../servers/throwaway-servers";
import { literal } from "../apply/postgres-target";

/** From now on, somebody uses each PostgreSQL server for something else, and may what PUBLIC may. */
export async function letOutsidersIn(servers: ThrowawayServers): Promise<void> {
  await Promise.all(
    servers.endpoints.all.map((endpoint) => {
      const server = servers.at(endpoint);
      const { user, password } = server.outsider;
      return inSharedSession(server, "postgres", server.superuser, (session) =>
        session.query(`CREATE ROLE ${user} LOGIN PASSWORD ${literal(password)}`),
      );
    }),
  );
}
