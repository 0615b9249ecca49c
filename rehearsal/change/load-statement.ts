import type { DatabaseDescription, PrivilegesDescription } from "../../constructs";
import { objectName, quotedText } from "../../constructs/postgres/statements/quoted";
import { type Place, placesOf } from "../../contract/postgres/places";
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
export function loadTables(
  database: DatabaseDescription,
  isMeant: (place: Place) => boolean = () => true,
): string[] {
  return placesOf(database, BEFORE)
    .filter(isMeant)
    .map(({ schema, name }) => objectName(schema, name));
}

function writableTables(
  database: DatabaseDescription,
  group: string,
  { owner: isOwner, schemas }: PrivilegesDescription,
): string[] {
  return loadTables(database, ({ owner, set }) =>
    isOwner ? owner === group : mayOnAll(schemas, set, "INSERT"),
  );
}

function readableTables(database: DatabaseDescription, { schemas }: PrivilegesDescription): string[] {
  const everywhere = loadTables(database, ({ set }) => mayOnAll(schemas, set, "SELECT"));
  const named = schemas.flatMap(({ schema, tables }) =>
    tables
      .filter(({ table, privileges }) => table !== "*" && privileges.includes("SELECT"))
      .map(({ table }) => objectName(schema, table)),
  );
  return [...everywhere, ...named];
}

function mayOnAll(schemas: PrivilegesDescription["schemas"], schema: string, privilege: string): boolean {
  return schemas.some(
    (set) =>
      set.schema === schema &&
      set.tables.some(({ table, privileges }) => table === "*" && privileges.includes(privilege)),
  );
}
