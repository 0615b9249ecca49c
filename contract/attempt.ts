/** One statement, and whether the role may run it. */
export interface Attempt {
  readonly statement: string;
  readonly allowed: boolean;
}

/** By privilege, a statement that needs it. */
export const TABLE_STATEMENTS: Record<string, (table: string) => string> = {
  select: (table) => `SELECT * FROM ${table}`,
  insert: (table) => `INSERT INTO ${table} DEFAULT VALUES`,
  update: (table) => `UPDATE ${table} SET note = 'changed'`,
  delete: (table) => `DELETE FROM ${table}`,
  truncate: (table) => `TRUNCATE ${table}`,
};
