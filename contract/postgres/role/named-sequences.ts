import type { DatabaseDescription, SchemaPrivilegesDescription } from "../../../constructs";

/** A sequence that a real database would have where privilege sets name sequences, or tables that they insert into. */
export interface NamedSequence {
  readonly schema: string;
  readonly name: string;
  /** The column whose default it gives. @default - of no column that is named */
  readonly of?: { readonly table: string; readonly column: string };
}

/** The sequences of a database's named tables: as a set says, else that of a serial column `id`, where one inserts. */
export function namedSequences({ groups }: Pick<DatabaseDescription, "groups">): NamedSequence[] {
  const sets = groups.flatMap(({ privileges }) => privileges.schemas);
  return [...new Set(sets.map(({ schema }) => schema))].flatMap((schema) =>
    sequencesIn(
      schema,
      sets.filter((set) => set.schema === schema),
    ),
  );
}

/** The default of a column of `id serial`. */
export const serialOf = (table: string) => `${table}_id_seq`;

function sequencesIn(schema: string, sets: readonly SchemaPrivilegesDescription[]): NamedSequence[] {
  const named = namesIn(sets.flatMap(({ sequences }) => sequences.map(({ sequence }) => sequence)));
  const tables = namesIn(sets.flatMap((set) => tablesOf(set)));
  const said = named.map((name) => ({ schema, name, of: columnOf(name, tables) }));
  const serial = tables
    .filter((table) => sets.some((set) => insertsInto(set, table)) && !sets.some((set) => says(set, table)))
    .map((table) => ({ schema, name: serialOf(table), of: { table, column: "id" } }));
  return [...said, ...serial];
}

/** Whether a set says which sequences a table has: of its own by name, or none. */
function says(set: SchemaPrivilegesDescription, table: string): boolean {
  const isNamed = set.sequences.some(({ sequence }) => sequence !== "*");
  return insertsInto(set, table) && (isNamed || set.needsNoSequence === true);
}

/** Whether a set inserts into a table that it names. */
export function insertsInto({ tables, columns }: SchemaPrivilegesDescription, table: string): boolean {
  return (
    tables.some((grant) => grant.table === table && grant.privileges.includes("INSERT")) ||
    columns.some((grant) => grant.table === table && grant.privilege === "INSERT")
  );
}

/** PostgreSQL calls the sequence of a serial column by its table and its name. */
function columnOf(sequence: string, tables: readonly string[]): NamedSequence["of"] {
  const [table] = tables
    .filter((each) => sequence.startsWith(`${each}_`) && sequence.endsWith("_seq"))
    .sort((one, other) => other.length - one.length);
  if (table === undefined) return undefined;
  const column = sequence.slice(table.length + 1, -"_seq".length);
  return column ? { table, column } : undefined;
}

function tablesOf({ tables, columns }: SchemaPrivilegesDescription): string[] {
  return [...tables, ...columns].map(({ table }) => table);
}

function namesIn(names: readonly string[]): string[] {
  return [...new Set(names)].filter((name) => name !== "*");
}
