import { DatabaseError } from "pg";
import { objectName, quotedName, quotedText } from "../../constructs/postgres/statements/quoted";
import type { DatabaseDescription } from "../../constructs";
import { ownerOfSchema, ownersOf } from "../../constructs/access/database-owners";
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
  const probes = new Probes(server, database, isInvented);
  await probes.makeEarlier();
  if (!isInvented) return;
  for (const { role } of ownersOf(database))
    await probes.asOwner((session) => makeNamed(session, database, role), role);
}

/** What privilege sets name in the schemas of an owner. */
async function makeNamed(session: Session, database: DatabaseDescription, owner: string): Promise<void> {
  for (const [table, columns] of namedTables(database, owner)) {
    const definitions = [...columns, OTHER_COLUMN].map((column) => `${quotedName(column)} text`);
    await ifItCan(
      session.query(`CREATE TABLE IF NOT EXISTS ${table} (${[...new Set(definitions)].join(", ")})`),
    );
  }
  for (const sequence of namedSequences(database))
    if (ownerOfSchema(database, sequence.schema) === owner) await ifItCan(makeSequence(session, sequence));
  for (const { schema, name, types = [] } of setsOf(database, owner).flatMap(namedRoutines))
    await ifItCan(
      session.query(
        `CREATE OR REPLACE FUNCTION ${objectName(schema, name)}(${types.join(", ")}) RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'`,
      ),
    );
}

/** Of what PostgreSQL refuses to make, the grant says so, or the DBA's script; the others are there all the same. */
async function ifItCan(making: Promise<unknown>): Promise<void> {
  await making.catch((error: unknown) => {
    if (!(error instanceof DatabaseError)) throw error;
  });
}

/** As a serial column has it, which can be NULL for statements that only ask for a privilege. */
async function makeSequence(session: Session, { schema, name, of }: NamedSequence): Promise<void> {
  const sequence = objectName(schema, name);
  await session.query(`CREATE SEQUENCE IF NOT EXISTS ${sequence}`);
  if (!of) return;
  const table = objectName(schema, of.table);
  await session.query(`ALTER TABLE ${table} DROP COLUMN IF EXISTS ${quotedName(of.column)}`);
  await session.query(
    `ALTER TABLE ${table} ADD COLUMN ${quotedName(of.column)} int DEFAULT nextval(${quotedText(sequence)})`,
  );
  await session.query(`ALTER SEQUENCE ${sequence} OWNED BY ${table}.${quotedName(of.column)}`);
}

/** The columns of each table of an owner that a privilege set names, in all sets together. */
function namedTables(database: DatabaseDescription, owner: string): Map<string, string[]> {
  const tables = new Map<string, string[]>();
  for (const set of setsOf(database, owner)) {
    const grants = [...set.tables.map(({ table }) => ({ table, columns: [] })), ...set.columns];
    for (const { table, columns } of grants.filter((grant) => grant.table !== "*")) {
      const name = objectName(set.schema, table);
      tables.set(name, [...(tables.get(name) ?? []), ...columns]);
    }
  }
  return tables;
}

/** What privilege sets allow in the schemas of an owner. */
function setsOf(database: DatabaseDescription, owner: string) {
  return database.groups
    .flatMap(({ privileges }) => privileges.schemas)
    .filter(({ schema }) => ownerOfSchema(database, schema) === owner);
}
