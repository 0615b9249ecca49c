import type { PrivilegesDescription } from "../../../constructs";
import { type Attempt, TABLE_STATEMENTS } from "./attempt";

/** A column that named tables have besides those that a privilege set names. */
export const OTHER_COLUMN = "note";

/** What a role may and may not do with the tables and columns that its privilege set names. */
export function namedTableAttempts(privileges: PrivilegesDescription): Record<string, Attempt[]> {
  const [schema = ""] = privileges.schemas;
  const attempts: Record<string, Attempt[]> = {};
  for (const { table, privileges: granted } of privileges.tables.filter((each) => each.table !== "*")) {
    for (const [verb, statement] of Object.entries(TABLE_STATEMENTS)) {
      const allowed = granted.includes(verb.toUpperCase());
      attempts[`${verb}-${table}`] = [{ statement: statement(`"${schema}"."${table}"`), allowed }];
    }
  }
  for (const table of new Set(privileges.columns.map((grant) => grant.table))) {
    const columnsFor = (privilege: string) =>
      privileges.columns.find((grant) => grant.table === table && grant.privilege === privilege)?.columns ??
      [];
    for (const [privilege, statement] of Object.entries(COLUMN_STATEMENTS)) {
      const to = (columns: readonly string[]) => statement(`"${schema}"."${table}"`, columns);
      const named = columnsFor(privilege);
      attempts[`${privilege.toLowerCase()}-columns-of-${table}`] = [
        ...(named.length ? [{ statement: to(named), allowed: true }] : []),
        ...(named.includes(OTHER_COLUMN)
          ? []
          : [{ statement: to([...named, OTHER_COLUMN]), allowed: false }]),
      ];
    }
    attempts[`delete-from-${table}`] = [{ statement: `DELETE FROM "${schema}"."${table}"`, allowed: false }];
  }
  return attempts;
}

const COLUMN_STATEMENTS: Record<string, (table: string, columns: readonly string[]) => string> = {
  SELECT: (table, columns) => `SELECT ${quoted(columns)} FROM ${table}`,
  INSERT: (table, columns) =>
    `INSERT INTO ${table} (${quoted(columns)}) VALUES (${columns.map(() => "NULL").join(", ")})`,
  UPDATE: (table, columns) =>
    `UPDATE ${table} SET ${columns.map((column) => `"${column}" = NULL`).join(", ")}`,
};

function quoted(columns: readonly string[]): string {
  return columns.map((column) => `"${column}"`).join(", ");
}
