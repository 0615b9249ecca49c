import { type Check, Violation } from "../../check";
import type { Subject } from "../../subject";

/** One statement, and whether a leased role may run it. */
export interface Attempt {
  readonly statement: string;
  readonly allowed: boolean;
  /** What to write where it is refused. @default - nothing that is known */
  readonly fix?: string;
}

/** Statements that need one privilege. */
export interface Act {
  /** `select`: what is tried is `may-select` and `may-not-select`. */
  readonly id: string;
  /** In words. @default - its id's */
  readonly says?: string;
  /** The table that it is about, where there is one. */
  readonly object?: string;
  /** The statements that are refused in words, where others are allowed. @default - the same, in other schemas */
  readonly saysOthers?: string;
  readonly attempts: readonly Attempt[];
}

/** By privilege, a statement that needs it. */
export const TABLE_STATEMENTS: Record<string, (table: string) => string> = {
  select: (table) => `SELECT * FROM ${table}`,
  insert: (table) => `INSERT INTO ${table} DEFAULT VALUES`,
  update: (table) => `UPDATE ${table} SET note = 'changed'`,
  delete: (table) => `DELETE FROM ${table}`,
  truncate: (table) => `TRUNCATE ${table}`,
};

/** One check says that all statements that are described are allowed, another that none of the others is. */
export function checksOf(
  about: Extract<Subject, { kind: "role" }>,
  { id, says = id.replaceAll("-", " "), object, saysOthers = `${says} in other schemas`, attempts }: Act,
  isAllowed: (statement: string) => Promise<boolean>,
): Check[] {
  return [true, false].flatMap((allowed): Check[] => {
    const expected = attempts.filter((attempt) => attempt.allowed === allowed);
    if (!expected.length) return [];
    const isSome = expected.length < attempts.length;
    return [
      {
        id: allowed ? `may-${id}` : `may-not-${id}`,
        kind: allowed ? "may" : "may not",
        says: !allowed && isSome ? saysOthers : says,
        about: object ? { ...about, object } : about,
        harm: "writes",
        needs: ["root of Vault", "superuser of PostgreSQL"],
        attempt: async () => {
          for (const { statement, fix } of expected) {
            if ((await isAllowed(statement)) === allowed) continue;
            const what = allowed ? "refused, but described" : "allowed, but not described";
            throw new Violation(`${what}: ${statement}${allowed && fix ? `: ${fix}` : ""}`);
          }
          return expected.map(({ statement }) => statement).join("; ");
        },
      },
    ];
  });
}
