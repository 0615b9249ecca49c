import { Session } from "../../clients/postgres-session";
import type { ConnectionDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { aboutConnection } from "./about-connection";
import { serversOf } from "./configuration";

const SESSIONS =
  "SELECT count(*)::int AS sessions, pg_catalog.pg_is_in_recovery() AS standby FROM pg_catalog.pg_stat_activity WHERE usename = $1";

/** Of several hosts, Vault works on the primary, also where it comes to standbys first. */
export function worksOnPrimary(context: Context, connection: ConnectionDescription): Check[] {
  const { database, endpoint } = connection;
  if (connection.imported || !endpoint || !("hosts" in endpoint)) return [];
  return [
    {
      id: "works-on-the-primary",
      kind: "also",
      says: "works on the primary",
      about: aboutConnection(connection),
      harm: "nothing",
      needs: ["superuser of PostgreSQL"],
      attempt: async () => {
        const { account } = context.databaseOf(database).database;
        const servers = serversOf(context, connection);
        const seen = await Promise.all(
          servers.map((server) =>
            Session.with(server, "postgres", server.superuser, async (session) => {
              const [row] = await session.query(SESSIONS, [account]);
              return { sessions: Number(row?.sessions), isStandby: row?.standby === true };
            }),
          ),
        );
        const onStandbys = seen.filter(({ isStandby, sessions }) => isStandby && sessions);
        if (onStandbys.length) throw new Violation("Vault works on a standby, where it can make no role");
        return `works on the last of ${servers.length} hosts, after ${seen.length - 1} standbys`;
      },
    },
  ];
}
