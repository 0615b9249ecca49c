import type { SchemaPrivilegesDescription } from "../access/postgres-description";
import { sorted } from "../private/sorted";
import { shownRoutine } from "./private/routine-name";

/**
 * MAINTAIN is there from PostgreSQL 17, in a database that a DBA owns: Terraform's provider doesn't grant it.
 *
 * @see PostgreSQL documentation, "Privileges",
 * https://www.postgresql.org/docs/current/ddl-priv.html
 */
export type TablePrivilege =
  "SELECT" | "INSERT" | "UPDATE" | "DELETE" | "TRUNCATE" | "REFERENCES" | "TRIGGER" | "MAINTAIN";

/** @see PostgreSQL documentation, "Privileges", https://www.postgresql.org/docs/current/ddl-priv.html */
export type ColumnPrivilege = "SELECT" | "INSERT" | "UPDATE" | "REFERENCES";

/** @see PostgreSQL documentation, "Privileges", https://www.postgresql.org/docs/current/ddl-priv.html */
export type SequencePrivilege = "SELECT" | "USAGE" | "UPDATE";

/** What a privilege set allows in a schema, besides USAGE on it. */
export interface SchemaPrivilegesProps {
  /**
   * Privileges by table. `"*"` stands for all tables, also those made later; named tables must exist
   * when this is deployed.
   * @default - none
   */
  readonly tables?: Readonly<Record<string, readonly TablePrivilege[]>>;
  /** Columns by table and privilege: `{ customer: { SELECT: ["id", "name"] } }`. @default - none */
  readonly columns?: Readonly<Record<string, Readonly<Partial<Record<ColumnPrivilege, readonly string[]>>>>>;
  /**
   * A list is on all sequences, also those made later. By name, they must exist when this is deployed: who inserts into a table with a
   * serial column needs USAGE of its sequence, `{ tickets_id_seq: ["USAGE"] }`. `{}` says that no table that it inserts into has one: an
   * identity column and a UUID need none.
   * @default - none
   */
  readonly sequences?: readonly SequencePrivilege[] | Readonly<Record<string, readonly SequencePrivilege[]>>;
  /** Whether functions and procedures, also those made later, may be executed. @default false */
  readonly functions?: boolean;
  /**
   * Routines that it may execute although they can do more than it may: SECURITY DEFINER ones, and procedures. `"*"` stands for all;
   * others are named, with the types of their arguments where several have the name: `purge(integer)`, and must exist when this
   * is deployed. With `functions`, it is a DBA's script that tells those that are there apart; Terraform can't, nor can PostgreSQL
   * tell those made later.
   * @default - all of them with `functions`, otherwise none
   */
  readonly definers?: readonly string[];
  /** Whether types made later may be used in definitions. @default false */
  readonly types?: boolean;
}

/** What reading takes. */
export interface ReadOnlyProps {
  /**
   * Whether functions may be executed: without, what calls one of the owner's can't be read, such as a view, or a table under a
   * row security policy.
   * @default true
   */
  readonly functions?: boolean;
}

/** What the sets of `Privileges` allow in a schema, for a set that allows other things in other schemas. */
export class SchemaPrivileges {
  /** Reads every table, view and sequence, as `Privileges.readOnly()` does. */
  static readOnly({ functions = true }: ReadOnlyProps = {}): SchemaPrivilegesProps {
    return { tables: { "*": ["SELECT"] }, sequences: ["SELECT"], functions, definers: [], types: true };
  }

  /** Reads and writes every table, uses every sequence, executes every function and procedure, as `Privileges.readWrite()` does. */
  static readWrite(): SchemaPrivilegesProps {
    return {
      tables: { "*": ["SELECT", "INSERT", "UPDATE", "DELETE"] },
      sequences: ["SELECT", "USAGE"],
      functions: true,
      types: true,
    };
  }

  private constructor() {}
}

/** What is allowed in a schema as plain data. */
export function describeSchema(schema: string, props: SchemaPrivilegesProps): SchemaPrivilegesDescription {
  const { tables = {}, columns = {}, sequences = [], functions, types } = props;
  const definers = props.definers ?? (functions ? ["*"] : []);
  return {
    schema,
    tables: byKey(tables).map(([table, privileges]) => ({ table, privileges: sorted(privileges) })),
    columns: byKey(columns).flatMap(([table, privileges]) =>
      byKey(privileges).map(([privilege, names]) => ({ table, privilege, columns: sorted(names ?? []) })),
    ),
    sequences: byKey(bySequence(sequences)).map(([sequence, privileges]) => ({
      sequence,
      privileges: sorted(privileges),
    })),
    ...(isNothing(sequences) && { needsNoSequence: true }),
    functions: functions ? ["EXECUTE"] : [],
    definers: sorted(definers.map(shownRoutine)),
    types: types ? ["USAGE"] : [],
  };
}

type Sequences = NonNullable<SchemaPrivilegesProps["sequences"]>;

/** A list is on all of them. */
function bySequence(sequences: Sequences): Readonly<Record<string, readonly SequencePrivilege[]>> {
  if (!isList(sequences)) return sequences;
  return sequences.length ? { "*": sequences } : {};
}

function isNothing(sequences: Sequences): boolean {
  return !isList(sequences) && !Object.keys(sequences).length;
}

function isList(sequences: Sequences): sequences is readonly SequencePrivilege[] {
  return Array.isArray(sequences);
}

function byKey<Value>(record: Readonly<Record<string, Value>>): [string, Value][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
