import type { ObjectKind } from "./access-matrix";

/** What only who owns an object may do, such as to drop it. No privilege, but told among them. */
export const OWNER = "OWNER";

/** How the catalogs are asked about an object: by `has_table_privilege`. */
export type Family = "database" | "schema" | "table" | "sequence" | "function" | "type";

/** By family, its privileges in the order of PostgreSQL's manual. MAINTAIN is there from PostgreSQL 17. */
export const PRIVILEGES: Readonly<Record<Family, readonly string[]>> = {
  database: ["CONNECT", "CREATE", "TEMPORARY", OWNER],
  schema: ["USAGE", "CREATE", OWNER],
  table: ["SELECT", "INSERT", "UPDATE", "DELETE", "TRUNCATE", "REFERENCES", "TRIGGER", "MAINTAIN", OWNER],
  sequence: ["SELECT", "USAGE", "UPDATE", OWNER],
  function: ["EXECUTE", OWNER],
  type: ["USAGE", OWNER],
};

/** Privileges that there are on single columns, too. */
export const COLUMN_PRIVILEGES = ["SELECT", "INSERT", "UPDATE", "REFERENCES"];

export const FAMILY: Readonly<Record<ObjectKind, Family>> = {
  database: "database",
  schema: "schema",
  table: "table",
  view: "table",
  "materialized view": "table",
  "foreign table": "table",
  sequence: "sequence",
  function: "function",
  procedure: "function",
  aggregate: "function",
  "window function": "function",
  type: "type",
};

/** The privileges on an object that say something: nobody writes to a materialized view, whatever is granted on it. */
export function privilegesOn(kind: ObjectKind): readonly string[] {
  return kind === "materialized view" ? ["SELECT", "MAINTAIN", OWNER] : PRIVILEGES[FAMILY[kind]];
}
