import { isNamed, isWord, type SqlToken, type Statement, statementsOf } from "./sql";
import { texts } from "./literal";

/** Settings that only take from the session they are for. */
const LIMITS = [
  "statement_timeout",
  "lock_timeout",
  "transaction_timeout",
  "idle_in_transaction_session_timeout",
  "idle_session_timeout",
  "temp_file_limit",
  "default_transaction_read_only",
];
const CONNECTION_LIMIT = "connection limit";
/** Attributes that a role has anyway, or that take from it. */
const REFUSALS = ["nosuperuser", "nocreatedb", "nocreaterole", "noreplication", "nobypassrls"];

/** Whether statements say the same, in whatever spelling. */
export function isSameSql(list: unknown, written: unknown): boolean {
  const [now, before] = [readable(list), readable(written)];
  return now !== undefined && before !== undefined && keyOf(now.flat()) === keyOf(before.flat());
}

/** Whether statements that issue or renew a lease say the same, and besides only what takes from the leased role. */
export function takesAway(list: unknown, written: unknown): boolean {
  const [now, before] = [readable(list), readable(written)];
  if (!now || !before) return false;
  const set = settingsIn(before);
  const kept = (statement: Statement) => withoutLimits(statement, set);
  const expected = before.map(kept).map(keyOf);
  const more = now.map(kept).filter((statement) => {
    const isNext = keyOf(statement) === expected[0];
    if (isNext) expected.shift();
    return !isNext;
  });
  return !expected.length && more.every((statement) => isHarmless(statement, set));
}

/** What statements set for a leased role: no other statement may set it once more, to more. */
function settingsIn(statements: readonly Statement[]): string[] {
  const limited = statements.some((statement) =>
    statement.some((_, index) => isLimit(statement.slice(index))),
  );
  const set = statements.flatMap((statement) =>
    statement.flatMap((token, index) => (isWord(token, "set") ? [statement[index + 1]?.value ?? ""] : [])),
  );
  return [...set, ...(limited ? [CONNECTION_LIMIT] : [])];
}

/**
 * The statements of a list, where it is certain what they are. Vault's plugin splits at every semicolon, in strings and
 * comments too, unless an element has an `END`: both ways have to give the same.
 */
function readable(list: unknown): Statement[] | undefined {
  const statements: Statement[] = [];
  for (const element of texts(list)) {
    const whole = statementsOf(element);
    const split = element.split(";").flatMap(statementsOf);
    const isBlock = /\bEND\b/.test(element) && whole.length === 1;
    if (!isBlock && keyOf(split.flat()) !== keyOf(whole.flat())) return undefined;
    statements.push(...whole);
  }
  return statements.flat().some(({ kind }) => kind === "broken") ? undefined : statements;
}

function keyOf(tokens: Statement): string {
  return JSON.stringify(tokens.map(({ kind, value }) => [kind, value]));
}

/** A statement that makes or changes the leased role, without what only takes from it. */
function withoutLimits(statement: Statement, set: readonly string[]): Statement {
  const [make, kind, ...others] = statement;
  if (!isWord(make, "create", "alter") || !isWord(kind, "role", "user") || !isLeased(others[0]))
    return statement;
  const isOfLimit = (index: number) =>
    !set.includes(CONNECTION_LIMIT) && [0, 1, 2].some((back) => isLimit(others.slice(index - back)));
  const kept = others.filter((token, index) => !isWord(token, "with", ...REFUSALS) && !isOfLimit(index));
  return [make, kind, ...kept] as Statement;
}

/** `CONNECTION LIMIT 5` */
function isLimit([connection, limit, number]: Statement): boolean {
  return isWord(connection, "connection") && isWord(limit, "limit") && /^\d+$/.test(number?.value ?? "");
}

function isHarmless(statement: Statement, set: readonly string[]): boolean {
  const [verb, ...others] = statement;
  if (isWord(verb, "alter")) return isLimiting(others, set);
  if (isWord(verb, "set")) return isWord(others[0], "local") && isSetting(others.slice(1), []);
  if (isWord(verb, "comment")) return isComment(others);
  return isWord(verb, "revoke") && isWord(others.at(-2), "from") && isLeased(others.at(-1));
}

/** `ALTER ROLE "{{name}}"` with nothing left, or with a setting that limits its sessions. */
function isLimiting([role, name, verb, ...setting]: Statement, set: readonly string[]): boolean {
  if (!isWord(role, "role", "user") || !isLeased(name)) return false;
  return verb === undefined || (isWord(verb, "set") && isSetting(setting, set));
}

/** @param set what is set already */
function isSetting([name, equals, ...value]: Statement, set: readonly string[]): boolean {
  const isAssigned = isWord(equals, "to") || (equals?.kind === "symbol" && equals.value === "=");
  const isLimited = isNamed(name, ...LIMITS) && !isNamed(name, ...set);
  return isLimited && isAssigned && value.length === 1 && !value[0]?.value.includes("{{");
}

function isComment([on, role, name, is, text, ...others]: Statement): boolean {
  return (
    isWord(on, "on") &&
    isWord(role, "role") &&
    isLeased(name) &&
    isWord(is, "is") &&
    text?.kind === "text" &&
    !text.value.includes("{{") &&
    !others.length
  );
}

function isLeased(token: SqlToken | undefined): boolean {
  return token?.value === "{{name}}" && (token.kind === "name" || token.kind === "word");
}
