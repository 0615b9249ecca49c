import type { DatabaseDescription, PrivilegesDescription } from "../../constructs";
import { quotedName, quotedText } from "../../constructs/postgres/statements/quoted";
import { placesOf } from "../../contract/postgres/places";
import { BEFORE } from "../../contract/postgres/probe-names";

/** What rows say that are written while a stack is changed. */
export const LOAD_NOTE = "written while the stack was changed";

/** What a client of a database does all the time with a privilege set: it writes where it may, else it reads. */
export function loadStatement(database: DatabaseDescription, group: string): string {
  const privileges = database.groups.find(({ role }) => role === group)?.privileges;
  if (!privileges) return "SELECT 1";
  const tables = writableTables(database, group, privileges);
  const [written] = tables;
  if (written) return `INSERT INTO ${written} VALUES (0, ${quotedText(LOAD_NOTE)})`;
  const [read] = readableTables(database, privileges);
  return read ? `SELECT FROM ${read} LIMIT 1` : "SELECT 1";
}

/** The tables that loads of a database write to. */
export function loadTables(database: DatabaseDescription): string[] {
  return placesOf(database, BEFORE).map(({ schema, name }) => `${quotedName(schema)}.${quotedName(name)}`);
}

function writableTables(
  database: DatabaseDescription,
  group: string,
  { owner: isOwner, schemas }: PrivilegesDescription,
): string[] {
  const isWritable = (schema: string) =>
    schemas.some((set) => set.schema === schema && mayOnAll(set.tables, "INSERT"));
  return placesOf(database, BEFORE)
    .filter(({ owner, set }) => (isOwner ? owner === group : isWritable(set)))
    .map(({ schema, name }) => `${quotedName(schema)}.${quotedName(name)}`);
}

function readableTables(database: DatabaseDescription, { schemas }: PrivilegesDescription): string[] {
  const isReadable = (schema: string) =>
    schemas.some((set) => set.schema === schema && mayOnAll(set.tables, "SELECT"));
  const everywhere = placesOf(database, BEFORE)
    .filter(({ set }) => isReadable(set))
    .map(({ schema, name }) => `${quotedName(schema)}.${quotedName(name)}`);
  const named = schemas.flatMap(({ schema, tables }) =>
    tables
      .filter(({ table, privileges }) => table !== "*" && privileges.includes("SELECT"))
      .map(({ table }) => `${quotedName(schema)}.${quotedName(table)}`),
  );
  return [...everywhere, ...named];
}

function mayOnAll(tables: PrivilegesDescription["schemas"][number]["tables"], privilege: string): boolean {
  return tables.some(({ table, privileges }) => table === "*" && privileges.includes(privilege));
}
