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

/** The groups are a word, a quoted name, a text, a text with backslashes, and what a dollar-quoted text begins with. */
const TOKEN =
  /\s+|--[^\n]*|(\/\*)|([A-Za-z_\x80-\uffff][\w$\x80-\uffff]*)|("[^"]*(?:""[^"]*)*")|('[^']*(?:''[^']*)*')|(\$(?:[A-Za-z_\x80-\uffff][\w\x80-\uffff]*)?\$)|[^]/y;

/** A text in which a backslash takes the next character with it: `E'it\'s'`. */
const ESCAPED = /'[^'\\]*(?:(?:\\[^]|'')[^'\\]*)*'/y;

/**
 * Reads SQL as PostgreSQL does.
 *
 * @throws Unfinished when a quote or a comment isn't closed
 * @see PostgreSQL documentation, "Lexical Structure"
 */
export function* tokensIn(sql: string, from = 0): Generator<Token> {
  for (let start = from; start < sql.length;) {
    const [all = "", comment, word, name, text, dollar] = matchAt(TOKEN, sql, start) ?? [];
    let end = start + all.length;
    if (comment) end = endOfComment(sql, start);
    if (dollar) end = endOf(sql, dollar, end, start);
    // Its other kinds, such as B'01', take no backslash.
    const isEscaped = /^e$/i.test(word ?? "") && sql[end] === "'";
    if (isEscaped) end += matchAt(ESCAPED, sql, end)?.[0].length ?? fail(start);
    if (!comment && !word && !name && !text && !dollar && /^['"]/.test(all)) fail(start);
    const kind = kindOf({
      word: isEscaped ? undefined : word,
      name,
      text: text ?? dollar ?? (isEscaped ? "" : undefined),
    });
    const isBetween = comment !== undefined || /^(\s|--)/.test(all);
    if (!isBetween) yield { kind, text: sql.slice(start, end), start, end };
    start = end;
  }
}

function kindOf(groups: { word?: string; name?: string; text?: string }): Token["kind"] {
  if (groups.word !== undefined) return "word";
  if (groups.name !== undefined) return "name";
  return groups.text !== undefined ? "text" : "sign";
}

/** Comments hold others. */
function endOfComment(sql: string, start: number): number {
  const bound = /\/\*|\*\//g;
  bound.lastIndex = start;
  for (let depth = 0; ;) {
    const found = bound.exec(sql) ?? fail(start);
    depth += found[0] === "/*" ? 1 : -1;
    if (!depth) return bound.lastIndex;
  }
}

function endOf(sql: string, quote: string, from: number, start: number): number {
  const end = sql.indexOf(quote, from);
  return end < 0 ? fail(start) : end + quote.length;
}

function matchAt(pattern: RegExp, sql: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(sql);
}

function fail(start: number): never {
  throw new Unfinished(start);
}
