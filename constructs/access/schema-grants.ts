import type { PrivilegesDescription, SchemaPrivilegesDescription } from "./postgres-description";

/** What a privilege set grants in one schema on one kind of objects. */
export interface SchemaGrant {
  /** The schema's name, or `"*"`: each that is made later. */
  readonly schema: string;
  /** The kind of objects. A routine is a function, a procedure, an aggregate or a window function. */
  readonly kind: "schema" | "table" | "column" | "sequence" | "routine" | "type";
  /** The table, the sequence or the routine that is named. @default - all objects of the kind */
  readonly object?: string;
  /** The columns of that table, where the kind is `column`. */
  readonly columns?: readonly string[];
  readonly privileges: readonly string[];
  /** Whether it is meant for functions that run as their caller. Only a DBA's script can tell them apart, of those that are there. */
  readonly callersOnly?: boolean;
  /** Whether it is on objects that are there. */
  readonly existing: boolean;
  /** Whether it is on objects that the owner makes later: by default privileges. */
  readonly future: boolean;
}

/** What a privilege set grants, schema by schema: the one list of the kinds of objects that there are. */
export function schemaGrants({ schemas }: Pick<PrivilegesDescription, "schemas">): SchemaGrant[] {
  return schemas.flatMap((each) =>
    grantsIn(each)
      .filter((grant) => grant.privileges.length)
      .map((grant) => ({ schema: each.schema, ...grant, ...(each.schema === "*" ? LATER : {}) })),
  );
}

/** What a schema has that isn't there yet. */
const LATER = { existing: false, future: true };

function grantsIn(set: SchemaPrivilegesDescription): Omit<SchemaGrant, "schema">[] {
  const everywhere = { existing: true, future: true };
  const there = { existing: true, future: false };
  const named = (object: string) => (object === "*" ? everywhere : { object, ...there });
  return [
    { kind: "schema", privileges: ["USAGE"], ...there },
    ...set.tables.map(({ table, privileges }) => ({ kind: "table", privileges, ...named(table) }) as const),
    ...set.columns.map(
      ({ table, privilege, columns }) =>
        ({ kind: "column", object: table, columns, privileges: [privilege], ...there }) as const,
    ),
    ...set.sequences.map(
      ({ sequence, privileges }) => ({ kind: "sequence", privileges, ...named(sequence) }) as const,
    ),
    ...routineGrants(set),
    // There is no GRANT on all types of a schema.
    { kind: "type", privileges: set.types, existing: false, future: true },
  ];
}

function routineGrants({ functions, definers }: SchemaPrivilegesDescription): Omit<SchemaGrant, "schema">[] {
  const callersOnly = !definers.includes("*");
  return [
    { kind: "routine", privileges: functions, callersOnly, existing: true, future: true },
    ...definers
      .filter((object) => object !== "*")
      .map(
        (object) =>
          ({ kind: "routine", object, privileges: ["EXECUTE"], existing: true, future: false }) as const,
      ),
  ];
}
