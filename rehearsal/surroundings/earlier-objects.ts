import type { DatabaseDescription } from "../../constructs";
import type { PostgresServer } from "../../contract/deployment";
import type { Session } from "../../clients/postgres-session";
import { namedRoutines } from "../../contract/postgres/role/named-routines";
import { type NamedSequence, namedSequences } from "../../contract/postgres/role/named-sequences";
import { OTHER_COLUMN } from "../../contract/postgres/role/named-tables";
import { Probes } from "../../contract/postgres/probes";

/**
 * Makes what a real database has before a stack grants anything on it: the tables, sequences and routines that privilege sets name, and
 * objects for the contract to try. Grants reach these, default privileges don't.
 *
 * @param isInvented whether nobody has said what the database had: before its own schema it gets what checks need alone
 */
export async function makeEarlierObjects(
  server: PostgresServer,
  database: DatabaseDescription,
  isInvented = true,
): Promise<void> {
  const probes = new Probes(server, database);
  await probes.makeEarlier();
  if (!isInvented) return;
  await probes.asOwner(async (session) => {
    for (const [table, columns] of namedTables(database)) {
      const definitions = [...columns, OTHER_COLUMN].map((column) => `"${column}" text`);
      await session.query(`CREATE TABLE IF NOT EXISTS ${table} (${[...new Set(definitions)].join(", ")})`);
    }
    for (const sequence of namedSequences(database)) await makeSequence(session, sequence);
    const sets = database.groups.flatMap(({ privileges }) => privileges.schemas);
    for (const { schema, name, types = [] } of sets.flatMap(namedRoutines))
      await session.query(
        `CREATE OR REPLACE FUNCTION "${schema}"."${name}"(${types.join(", ")}) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
      );
  });
}

/** As a serial column has it, which can be NULL for statements that only ask for a privilege. */
async function makeSequence(session: Session, { schema, name, of }: NamedSequence): Promise<void> {
  const sequence = `"${schema}"."${name}"`;
  await session.query(`CREATE SEQUENCE IF NOT EXISTS ${sequence}`);
  if (!of) return;
  const table = `"${schema}"."${of.table}"`;
  await session.query(`ALTER TABLE ${table} DROP COLUMN IF EXISTS "${of.column}"`);
  await session.query(`ALTER TABLE ${table} ADD COLUMN "${of.column}" int DEFAULT nextval('${sequence}')`);
  await session.query(`ALTER SEQUENCE ${sequence} OWNED BY ${table}."${of.column}"`);
}

/** The columns of each table that a privilege set names, in all sets together. */
function namedTables({ groups }: DatabaseDescription): Map<string, string[]> {
  const tables = new Map<string, string[]>();
  for (const set of groups.flatMap(({ privileges }) => privileges.schemas)) {
    const grants = [...set.tables.map(({ table }) => ({ table, columns: [] })), ...set.columns];
    for (const { table, columns } of grants.filter((grant) => grant.table !== "*")) {
      const name = `"${set.schema}"."${table}"`;
      tables.set(name, [...(tables.get(name) ?? []), ...columns]);
    }
  }
  return tables;
}
