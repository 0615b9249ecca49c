import { Token } from "cdktf";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";

/** PostgreSQL cuts longer names off, so two of them could mean one role. */
const MAX_BYTES = 63;

/** What every server has already, by the subject that can't have its name. */
const OWN: Readonly<Record<string, readonly string[]>> = {
  database: ["postgres", "template0", "template1"],
  schema: ["information_schema"],
  "extension schema": ["information_schema", "public"],
  owner: ["postgres"],
  "other owner": ["postgres"],
  account: ["postgres"],
  "break-glass role": ["postgres"],
  "user name": ["postgres"],
};

const RESERVED = new Set(
  (
    "all analyse analyze and any array as asc asymmetric authorization binary both case cast check collate collation " +
    "column concurrently constraint create cross current_catalog current_date current_role current_schema " +
    "current_time current_timestamp current_user default deferrable desc distinct do else end except false fetch " +
    "for foreign freeze from full grant group having ilike in initially inner intersect into is isnull join lateral " +
    "leading left like limit localtime localtimestamp natural none not notnull null offset on only or order outer " +
    "overlaps placing primary public references returning right select session_user similar some symmetric system_user " +
    "table tablesample then to trailing true union unique user using variadic verbose when where window with"
  ).split(" "),
);

/**
 * What is wrong with a PostgreSQL name, when it would need quoting, be cut off, or is PostgreSQL's own.
 *
 * @see PostgreSQL documentation, "Lexical Structure", "Identifiers and Key Words",
 * https://www.postgresql.org/docs/current/sql-syntax-lexical.html#SQL-SYNTAX-IDENTIFIERS
 */
export function identifierProblems(subject: string, name: string): Problem[] {
  if (Token.isUnresolved(name)) return [unknownText("identifier", `name of the ${subject}`)];
  const fix = fixFor(subject, name);
  if (!fix) return [];
  const guardrail = name === "public" ? "no-grant-to-public" : undefined;
  return [
    { rule: "identifier", message: `${subject} "${name}" is not a plain PostgreSQL name`, fix, guardrail },
  ];
}

/** The same for a name that may be made from another: what is wrong with that one is not said again. */
export function derivedNameProblems(
  subject: string,
  name: string,
  [fromSubject, from]: readonly [subject: string, name: string],
): Problem[] {
  const isMadeFromWrong = from && name.includes(from) && identifierProblems(fromSubject, from).length;
  return isMadeFromWrong ? [] : identifierProblems(subject, name);
}

function fixFor(subject: string, name: string): string | undefined {
  if (!name) return "give it a name";
  if (!/^[a-z_][a-z0-9_]*$/.test(name)) {
    return "use lower-case letters, digits and underscores, not starting with a digit, so that nobody has to quote it";
  }
  if (name.length > MAX_BYTES) return `use at most ${MAX_BYTES} characters; it has ${name.length}`;
  if (name.startsWith("pg_")) return "don't start it with pg_, which PostgreSQL reserves for itself";
  if (OWN[subject]?.includes(name))
    return "choose another name: every PostgreSQL server has one of this name";
  // Schema "public" is what everybody has; only a role can't have that name.
  if (RESERVED.has(name) && !(name === "public" && subject === "schema")) {
    return `choose another name: ${name.toUpperCase()} is a key word of SQL`;
  }
  return undefined;
}
