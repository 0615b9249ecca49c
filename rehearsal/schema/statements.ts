import { type Token, tokensIn } from "./tokens";

/** One statement of a schema file, or one command of psql. */
export interface Statement {
  /** The line that it begins in. */
  readonly line: number;
  /** Without the semicolon. */
  readonly text: string;
  /** Whether it is psql's, and not PostgreSQL's. */
  readonly isPsql: boolean;
}

/**
 * The statements of a schema file, each read when it is asked for: behind what is refused there may be anything.
 *
 * @throws Unfinished when a quote or a comment isn't closed
 */
export function* statementsIn(sql: string): Generator<Statement> {
  const lines = new LineCounter(sql);
  for (let from = 0; from < sql.length;) {
    const { first, end, next } = nextStatement(sql, from);
    if (first) {
      const text = sql.slice(first.start, end).trimEnd();
      yield { line: lines.at(first.start), text, isPsql: first.text === "\\" };
    }
    from = next;
  }
}

interface Extent {
  /** Undefined where nothing is left. */
  readonly first?: Token;
  readonly end: number;
  /** Where the next one can begin. */
  readonly next: number;
}

/** As psql splits them: a semicolon within parentheses, or within the body of a routine, ends none. */
function nextStatement(sql: string, from: number): Extent {
  let first: Token | undefined;
  let parentheses = 0;
  const body = new RoutineBody();
  for (const token of tokensIn(sql, from)) {
    first ??= token;
    if (first.text === "\\") return lineFrom(sql, first);
    body.read(token);
    if (token.text === "(") parentheses++;
    if (token.text === ")") parentheses--;
    if (token.text === ";" && parentheses <= 0 && !body.isOpen)
      return { first: first === token ? undefined : first, end: token.start, next: token.end };
  }
  return { first, end: sql.length, next: sql.length };
}

function lineFrom(sql: string, first: Token): Extent {
  const found = sql.indexOf("\n", first.start);
  const end = found < 0 ? sql.length : found;
  return { first, end, next: end };
}

/** The `BEGIN ATOMIC … END` of a function or procedure, which holds statements. */
class RoutineBody {
  private words: string[] = [];
  private depth = 0;

  get isOpen(): boolean {
    return this.depth > 0;
  }

  read({ kind, text }: Token): void {
    if (kind !== "word") return;
    const word = text.toUpperCase();
    if (this.words.length < 4) this.words.push(word);
    if (!/^CREATE (OR REPLACE )?(FUNCTION|PROCEDURE)\b/.test(this.words.join(" "))) return;
    if (word === "BEGIN" || (word === "CASE" && this.isOpen)) this.depth++;
    if (word === "END" && this.isOpen) this.depth--;
  }
}

/** Counts on from where it was asked before. */
class LineCounter {
  private line = 1;
  private position = 0;

  constructor(private readonly text: string) {}

  at(position: number): number {
    for (;;) {
      const found = this.text.indexOf("\n", this.position);
      if (found < 0 || found >= position) return this.line;
      this.line++;
      this.position = found + 1;
    }
  }
}
