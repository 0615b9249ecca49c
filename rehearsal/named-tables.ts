import type { DatabaseDescription } from "../constructs";
import { OTHER_COLUMN } from "../contract/named-tables";
import type { Session } from "../contract/session";

/** Makes the tables that privilege sets name, which a real database has already. */
export async function makeNamedTables(session: Session, database: DatabaseDescription): Promise<void> {
  await session.query(`SET ROLE "${database.owner}"`);
  for (const { privileges } of database.groups) {
    for (const table of new Set([...privileges.tables, ...privileges.columns].map((grant) => grant.table))) {
      if (table === "*") continue;
      const named = privileges.columns
        .filter((grant) => grant.table === table)
        .flatMap((grant) => grant.columns);
      const columns = [...new Set([...named, OTHER_COLUMN])].map((column) => `"${column}" text`).join(", ");
      await session.query(`CREATE TABLE IF NOT EXISTS "${privileges.schemas[0]}"."${table}" (${columns})`);
    }
  }
  await session.query("RESET ROLE");
}

/** Whether privilege sets of a database name tables. */
export function namesTables(database: DatabaseDescription): boolean {
  return database.groups.some(({ privileges }) =>
    [...privileges.tables, ...privileges.columns].some(({ table }) => table !== "*"),
  );
}
