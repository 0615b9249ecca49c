import { placedTokens, type SqlToken } from "../../constructs/guardrails/rendered/sql";

/** A word, a quoted name, a text or a sign of SQL. White space and comments are none. */
export interface Token {
  readonly kind: "word" | "name" | "text" | "sign";
  /** As it is written. */
  readonly text: string;
  /** Where it begins in what was read. */
  readonly start: number;
  readonly end: number;
}

/** Something begins that doesn't end. */
export class Unfinished extends Error {
  constructor(readonly start: number) {
    super("unfinished");
  }
}

const KINDS: Readonly<Record<Exclude<SqlToken["kind"], "broken">, Token["kind"]>> = {
  word: "word",
  name: "name",
  text: "text",
  body: "text",
  symbol: "sign",
};

/**
 * Reads SQL as PostgreSQL does.
 *
 * @throws Unfinished when a quote or a comment isn't closed
 */
export function* tokensIn(sql: string, from = 0): Generator<Token> {
  for (const [{ kind }, start, end] of placedTokens(sql, from)) {
    if (kind === "broken") throw new Unfinished(start);
    yield { kind: KINDS[kind], text: sql.slice(start, end), start, end };
  }
}
