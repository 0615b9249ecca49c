import type { DatabaseDescription } from "../constructs";
import type { PostgresServer } from "../contract/deployment";
import { OTHER_COLUMN } from "../contract/named-tables";
import { Probes } from "../contract/probes";

/**
 * Makes what a real database has before a stack grants anything on it: the tables that privilege sets name, and objects
 * for the contract to try. Grants reach these, default privileges don't.
 */
export async function makeEarlierObjects(
  server: PostgresServer,
  database: DatabaseDescription,
): Promise<void> {
  const probes = new Probes(server, database);
  await probes.makeEarlier();
  await probes.asOwner(async (session) => {
    for (const { privileges } of database.groups) {
      for (const { table } of [...privileges.tables, ...privileges.columns]) {
        if (table === "*") continue;
        const named = privileges.columns
          .filter((grant) => grant.table === table)
          .flatMap((grant) => grant.columns);
        const columns = [...new Set([...named, OTHER_COLUMN])].map((column) => `"${column}" text`).join(", ");
        await session.query(`CREATE TABLE IF NOT EXISTS "${privileges.schemas[0]}"."${table}" (${columns})`);
      }
    }
  });
}
