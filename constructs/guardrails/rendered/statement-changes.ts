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
/** Attributes that a role has anyway, or that take from it. */
const REFUSALS = ["nosuperuser", "nocreatedb", "nocreaterole", "noreplication", "nobypassrls"];

/** Whether statements say the same, in whatever spelling. */
export function isSameSql(list: unknown, written: unknown): boolean {
  const [now, before] = [readable(list), readable(written)];
  return now !== undefined && before !== undefined && keyOf(now.flat()) === keyOf(before.flat());
}

/** Whether statements that issue or renew a lease say the same, and besides only what takes from the leased role. */
export function takesAway(list: unknown, written: unknown): boolean {
  const now = readable(list)?.map(withoutLimits);
  const before = readable(written)?.map(withoutLimits).map(keyOf);
  if (!now || !before) return false;
  const others = now.filter((statement) => {
    const isNext = keyOf(statement) === before[0];
    if (isNext) before.shift();
    return !isNext;
  });
  return !before.length && others.every(isHarmless);
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
function withoutLimits(statement: Statement): Statement {
  const [make, kind, ...others] = statement;
  if (!isWord(make, "create", "alter") || !isWord(kind, "role", "user") || !isLeased(others[0]))
    return statement;
  const kept = others.filter(
    (token, index) =>
      !isWord(token, "with", ...REFUSALS) &&
      !isLimit(others.slice(index)) &&
      !isLimit(others.slice(index - 1)) &&
      !isLimit(others.slice(index - 2)),
  );
  return [make, kind, ...kept] as Statement;
}

/** `CONNECTION LIMIT 5` */
function isLimit([connection, limit, number]: Statement): boolean {
  return isWord(connection, "connection") && isWord(limit, "limit") && /^\d+$/.test(number?.value ?? "");
}

function isHarmless(statement: Statement): boolean {
  const [verb, ...others] = statement;
  if (isWord(verb, "alter")) return isLimiting(others);
  if (isWord(verb, "set")) return isWord(others[0], "local") && isSetting(others.slice(1));
  if (isWord(verb, "comment")) return isComment(others);
  return isWord(verb, "revoke") && isWord(others.at(-2), "from") && isLeased(others.at(-1));
}

/** `ALTER ROLE "{{name}}"` with nothing left, or with a setting that limits its sessions. */
function isLimiting([role, name, set, ...setting]: Statement): boolean {
  if (!isWord(role, "role", "user") || !isLeased(name)) return false;
  return set === undefined || (isWord(set, "set") && isSetting(setting));
}

function isSetting([name, equals, ...value]: Statement): boolean {
  const isAssigned = isWord(equals, "to") || (equals?.kind === "symbol" && equals.value === "=");
  return isNamed(name, ...LIMITS) && isAssigned && value.length === 1 && !value[0]?.value.includes("{{");
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
