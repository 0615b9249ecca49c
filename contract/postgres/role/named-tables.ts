import { objectName, quotedName } from "../../../constructs/postgres/statements/quoted";
import type { SchemaPrivilegesDescription } from "../../../constructs";
import { type Act, TABLE_STATEMENTS } from "./attempt";
import { serialOf } from "./named-sequences";

/** A column that named tables have besides those that a privilege set names. */
export const OTHER_COLUMN = "note";

/** What a leased role may and may not do with the tables and columns that its privilege set names. */
export function namedTableActs(set: SchemaPrivilegesDescription): Act[] {
  const named = set.tables.filter(({ table }) => table !== "*");
  const withColumns = [...new Set(set.columns.map(({ table }) => table))];
  return [
    ...named.flatMap(({ table, privileges }) => tableActs(set, table, privileges)),
    ...withColumns.flatMap((table) => columnActs(set, table)),
  ];
}

function tableActs(set: SchemaPrivilegesDescription, table: string, granted: readonly string[]): Act[] {
  const { schema } = set;
  return Object.entries(TABLE_STATEMENTS).map(([id, statement]) => ({
    id,
    says: `${id} ${table}`,
    object: `${schema}.${table}`,
    attempts: [
      {
        statement: statement(objectName(schema, table)),
        allowed: granted.includes(id.toUpperCase()),
        fix: id === "insert" ? sequenceFix(set, table) : undefined,
      },
    ],
  }));
}

const COLUMN_STATEMENTS: Record<string, (table: string, columns: readonly string[]) => string> = {
  SELECT: (table, columns) => `SELECT ${quoted(columns)} FROM ${table}`,
  INSERT: (table, columns) =>
    `INSERT INTO ${table} (${quoted(columns)}) VALUES (${columns.map(() => "NULL").join(", ")})`,
  UPDATE: (table, columns) =>
    `UPDATE ${table} SET ${columns.map((column) => `${quotedName(column)} = NULL`).join(", ")}`,
};

/** Whose table has a serial column, needs its sequence. */
function sequenceFix(
  { sequences, needsNoSequence }: SchemaPrivilegesDescription,
  table: string,
): string | undefined {
  const isUsed = sequences.some(({ privileges }) => privileges.includes("USAGE"));
  if (isUsed || needsNoSequence) return undefined;
  return `write sequences: { ${serialOf(table)}: ["USAGE"] } for its serial column, or sequences: {} where it has none`;
}

function columnActs(set: SchemaPrivilegesDescription, table: string): Act[] {
  const { schema, columns } = set;
  const object = `${schema}.${table}`;
  const quotedTable = objectName(schema, table);
  const ofColumns = Object.entries(COLUMN_STATEMENTS).map(([privilege, statement]): Act => {
    const named =
      columns.find((grant) => grant.table === table && grant.privilege === privilege)?.columns ?? [];
    const fix = privilege === "INSERT" ? sequenceFix(set, table) : undefined;
    const others = named.includes(OTHER_COLUMN) ? [] : [[...named, OTHER_COLUMN]];
    const verb = privilege.toLowerCase();
    return {
      id: `${verb}-columns`,
      says: `${verb} columns of ${table}`,
      saysOthers: `${verb} other columns of ${table}`,
      object,
      attempts: [
        ...(named.length ? [{ statement: statement(quotedTable, named), allowed: true, fix }] : []),
        ...others.map((all) => ({ statement: statement(quotedTable, all), allowed: false })),
      ],
    };
  });
  const whole = { statement: `DELETE FROM ${quotedTable}`, allowed: false };
  return [...ofColumns, { id: "delete", says: `delete from ${table}`, object, attempts: [whole] }];
}

function quoted(columns: readonly string[]): string {
  return columns.map(quotedName).join(", ");
}
