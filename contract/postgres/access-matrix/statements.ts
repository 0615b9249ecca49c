import { quotedName, quotedText } from "../../../constructs/postgres/statements/quoted";
import type { ColumnAccess } from "./access-matrix";
import { FAMILY, OWNER } from "./kinds";
import type { DatabaseObject, RoutineArgument } from "./objects";

/** Statements that need one privilege, and do as little else as can be. Where there is none, the catalogs tell. */
export function statementFor(object: DatabaseObject, privilege: string): string | undefined {
  if (privilege === OWNER) return `COMMENT ON ${commentedAs(object)} IS NULL`;
  // A table elsewhere would be asked for.
  if (object.kind === "foreign table") return undefined;
  return STATEMENTS[FAMILY[object.kind]]?.[privilege]?.(object);
}

/** The same on some of its columns. */
export function columnStatementFor(
  { quoted }: DatabaseObject,
  { privilege, columns }: ColumnAccess,
): string | undefined {
  const names = columns.map(quotedName);
  if (privilege === "SELECT") return `SELECT ${names.join(", ")} FROM ${quoted} LIMIT 1`;
  if (privilege === "UPDATE")
    return `UPDATE ${quoted} SET ${names.map((name) => `${name} = DEFAULT`).join(", ")} WHERE false`;
  if (privilege !== "INSERT") return undefined;
  return `INSERT INTO ${quoted} (${names.join(", ")}) VALUES (${names.map(() => "DEFAULT").join(", ")})`;
}

type Statement = (object: DatabaseObject) => string | undefined;

const STATEMENTS: Readonly<Record<string, Readonly<Record<string, Statement>>>> = {
  database: {
    CREATE: () => "CREATE SCHEMA contract_made",
    TEMPORARY: () => "CREATE TEMPORARY TABLE contract_made (id int)",
  },
  schema: { CREATE: ({ quoted }) => `CREATE TABLE ${quoted}.contract_made (id int)` },
  table: {
    SELECT: ({ quoted }) => `SELECT * FROM ${quoted} LIMIT 1`,
    INSERT: ({ quoted }) => `INSERT INTO ${quoted} DEFAULT VALUES`,
    UPDATE: ({ quoted, column }) => column && `UPDATE ${quoted} SET ${column} = DEFAULT WHERE false`,
    DELETE: ({ quoted }) => `DELETE FROM ${quoted} WHERE false`,
    TRUNCATE: ({ kind, quoted }) => (kind === "table" ? `TRUNCATE ${quoted}` : undefined),
  },
  sequence: {
    SELECT: ({ quoted }) => `SELECT last_value FROM ${quoted}`,
    // What it counts is not rolled back: it leaves out a number, as it does when a transaction fails.
    USAGE: ({ quoted }) => `SELECT pg_catalog.nextval(${quotedText(quoted)})`,
  },
  function: { EXECUTE: callOf },
};

/**
 * A call that is let through or refused before anything of the routine runs: a function in a query that gives no row, a
 * procedure with an argument that can't be computed.
 */
function callOf({ kind, quoted, arguments: types, isCallable }: DatabaseObject): string | undefined {
  if (!types || !isCallable) return undefined;
  if (kind === "procedure") return procedureCall(quoted, types);
  if (kind !== "function") return undefined;
  const names = types.map(({ mode }, index) => `${mode === "v" ? "VARIADIC " : ""}a${index}`);
  const values = types.map(({ type }, index) => `NULL::${type} AS a${index}`);
  // What is computed before it runs would be for constants.
  const from = types.length ? ` FROM (SELECT ${values.join(", ")} OFFSET 0) arguments` : "";
  return `SELECT ${quoted}(${names.join(", ")})${from} LIMIT 0`;
}

function procedureCall(quoted: string, types: readonly RoutineArgument[]): string | undefined {
  const first = types.findIndex(({ mode }) => mode !== "o");
  if (first < 0) return undefined;
  const values = types.map(({ type, mode }, index) => {
    const value = index === first ? `(1 / 0)::text::${type}` : `NULL::${type}`;
    return mode === "v" ? `VARIADIC ${value}` : value;
  });
  return `CALL ${quoted}(${values.join(", ")})`;
}

function commentedAs({ kind, quoted, signature }: DatabaseObject): string {
  return signature === undefined ? `${kind.toUpperCase()} ${quoted}` : `ROUTINE ${quoted}${signature}`;
}
