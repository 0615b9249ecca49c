import { type Recorder, Violation } from "../../check";

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

/** Tries statements of one kind. One check says that all of some are allowed, another that none of the others is. */
export async function tryAll(
  recorder: Recorder,
  subject: string,
  isAllowed: (statement: string) => Promise<boolean>,
  id: string,
  attempts: readonly Attempt[],
): Promise<void> {
  for (const allowed of [true, false]) {
    const expected = attempts.filter((attempt) => attempt.allowed === allowed);
    if (!expected.length) continue;
    const elsewhere = expected.length < attempts.length ? "-elsewhere" : "";
    await recorder.check(subject, allowed ? `may-${id}` : `may-not-${id}${elsewhere}`, async () => {
      for (const { statement } of expected) {
        if ((await isAllowed(statement)) === allowed) continue;
        throw new Violation(
          allowed ? `refused, but described: ${statement}` : `allowed, but not described: ${statement}`,
        );
      }
      return expected.map(({ statement }) => statement).join("; ");
    });
  }
}
