/**
 * A token of SQL. `word`: a key word or a name as it folds, `name`: a quoted one, `text`: a string, `body`: one quoted by
 * dollars, `symbol`: anything else. `broken`: a quote or a comment that nothing ends.
 */
export interface SqlToken {
  readonly kind: "word" | "name" | "text" | "body" | "symbol" | "broken";
  /** What it stands for, without quotes and escapes. */
  readonly value: string;
}

/** A statement, without its comments. */
export type Statement = readonly SqlToken[];

const SPACE = /[ \t\r\n\f\v]+|--[^\r\n]*/y;
const DOLLAR = /\$(?:[A-Za-z_\u0080-\uffff][\w\u0080-\uffff]*)?\$/y;
const STRING = /([EeBbXxNn]|[Uu]&)?'/y;
const QUOTED = /([Uu]&)?"((?:[^"]|"")*)"/y;
// A placeholder of Vault's is part of the word that it stands in.
const WORD = /(?:[A-Za-z_\u0080-\uffff]|\{\{\w+\}\})(?:[\w$\u0080-\uffff]|\{\{\w+\}\})*/y;
const NUMBER = /\d[\w.]*/y;

/**
 * Splits SQL as PostgreSQL does: token by token, each with where it begins and ends.
 *
 * @see PostgreSQL documentation, "Lexical Structure",
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html
 */
export function* placedTokens(
  sql: string,
  from = 0,
): Generator<readonly [token: SqlToken, start: number, end: number]> {
  for (let start = from; start < sql.length;) {
    const [token, end] = next(sql, start);
    if (token) yield [token, start, end];
    start = end;
  }
}

/** The statements of a text, none of them empty. */
export function statementsOf(sql: string): Statement[] {
  const all: SqlToken[][] = [[]];
  for (const [token] of placedTokens(sql)) {
    if (token.kind === "symbol" && token.value === ";") all.push([]);
    else all.at(-1)?.push(token);
  }
  return all.filter((statement) => statement.length);
}

/**
 * Everything that an element of a rendered list of statements can run: as it is written, as Vault's plugin splits it, at
 * every semicolon, and what stands in the bodies of `DO` and functions.
 */
export function runStatements(element: string): Statement[] {
  return [element, ...element.split(";")].flatMap(statementsOf).flatMap(withBodies);
}

function withBodies(statement: Statement): Statement[] {
  const isCode =
    isWord(statement[0], "do") || statement.some((token) => isWord(token, "execute", "function"));
  const texts = statement.filter(({ kind }) => kind === "body" || (isCode && kind === "text"));
  const joined = isCode
    ? [
        statement
          .filter(({ kind }) => kind === "text")
          .map(({ value }) => value)
          .join(""),
      ]
    : [];
  return [
    statement,
    ...[...texts.map(({ value }) => value), ...joined]
      .filter((text) => / /.test(text))
      .flatMap(statementsOf)
      .flatMap(withBodies),
  ];
}

/** Whether a token is one of some key words. */
export function isWord(token: SqlToken | undefined, ...words: readonly string[]): boolean {
  return token?.kind === "word" && words.includes(token.value);
}

/** Whether a token names something, quoted or not. */
export function isNamed(token: SqlToken | undefined, ...names: readonly string[]): boolean {
  return (token?.kind === "word" || token?.kind === "name") && names.includes(token.value);
}

function next(sql: string, at: number): [SqlToken | undefined, number] {
  const space = matchAt(SPACE, sql, at);
  if (space) return [undefined, at + space[0].length];
  if (sql.startsWith("/*", at)) return skipComment(sql, at);
  const dollar = matchAt(DOLLAR, sql, at);
  if (dollar) return body(sql, at, dollar[0]);
  const string = matchAt(STRING, sql, at);
  if (string) return text(sql, at + string[0].length, (string[1] ?? "").toUpperCase());
  const quoted = matchAt(QUOTED, sql, at);
  if (quoted) {
    const inner = (quoted[2] ?? "").replaceAll('""', '"');
    return [{ kind: "name", value: quoted[1] ? decoded(inner) : inner }, at + quoted[0].length];
  }
  if (sql[at] === '"') return [{ kind: "broken", value: sql.slice(at) }, sql.length];
  const word = matchAt(WORD, sql, at) ?? matchAt(NUMBER, sql, at);
  if (word) return [{ kind: "word", value: folded(word[0]) }, at + word[0].length];
  return [{ kind: "symbol", value: sql[at] ?? "" }, at + 1];
}

/** Comments can stand in each other. */
function skipComment(sql: string, start: number): [SqlToken | undefined, number] {
  let depth = 0;
  for (let at = start; at < sql.length; at++) {
    if (sql.startsWith("/*", at)) [depth, at] = [depth + 1, at + 1];
    else if (sql.startsWith("*/", at)) [depth, at] = [depth - 1, at + 1];
    if (!depth) return [undefined, at + 1];
  }
  return [{ kind: "broken", value: sql.slice(start) }, sql.length];
}

function body(sql: string, at: number, quote: string): [SqlToken, number] {
  const end = sql.indexOf(quote, at + quote.length);
  if (end < 0) return [{ kind: "broken", value: sql.slice(at) }, sql.length];
  return [{ kind: "body", value: sql.slice(at + quote.length, end) }, end + quote.length];
}

function text(sql: string, start: number, prefix: string): [SqlToken, number] {
  let value = "";
  for (let at = start; at < sql.length; at++) {
    if (sql.startsWith("''", at)) [value, at] = [`${value}'`, at + 1];
    else if (prefix === "E" && sql[at] === "\\") [value, at] = [value + sql.slice(at, at + 2), at + 1];
    else if (sql[at] === "'") return [{ kind: "text", value: unescaped(value, prefix) }, at + 1];
    else value += sql[at];
  }
  return [{ kind: "broken", value: sql.slice(start) }, sql.length];
}

function unescaped(value: string, prefix: string): string {
  if (prefix === "U&") return decoded(value);
  if (prefix !== "E") return value;
  return value.replace(
    /\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|x([0-9a-f]{1,2})|([0-7]{1,3})|(.))/gis,
    (_, short?: string, long?: string, hex?: string, octal?: string, one = "") => {
      const code = short ?? long ?? hex;
      if (code !== undefined) return character(Number.parseInt(code, 16));
      return octal === undefined ? String(one) : character(Number.parseInt(octal, 8));
    },
  );
}

/** What `U&` escapes: `\0041`, `\+000041`. */
function decoded(value: string): string {
  return value.replace(/\\(?:\+([0-9a-f]{6})|([0-9a-f]{4}))/gi, (_, long?: string, short?: string) =>
    character(Number.parseInt(long ?? short ?? "", 16)),
  );
}

function character(code: number): string {
  return code <= 0x10ffff ? String.fromCodePoint(code) : "\ufffd";
}

/** PostgreSQL folds the letters of ASCII alone. A placeholder's case is Vault's. */
function folded(word: string): string {
  if (word.includes("{{") || !/[A-Z]/.test(word)) return word;
  return word.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());
}

function matchAt(pattern: RegExp, sql: string, at: number): RegExpExecArray | null {
  pattern.lastIndex = at;
  return pattern.exec(sql);
}
