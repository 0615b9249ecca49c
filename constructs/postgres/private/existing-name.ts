import { Token } from "cdktf";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";

/** PostgreSQL has no longer ones. */
const MAX_BYTES = 63;

/** What a name of something that is there already must not have, and whom it would mislead. */
const REFUSED: readonly (readonly [pattern: RegExp, why: string])[] = [
  [/\p{Cc}/u, "it has a control character, which would end a line of what a DBA runs"],
  [/[$%]\{/, "Terraform takes ${ and %{ for the beginning of an expression"],
  [/\{\{|\}\}/, "Vault takes {{ and }} for a template"],
];

/** What no role is called, or none that may be given away. */
const NO_ROLE = [
  [/^(public$|none$|pg_)/, "no role can have that name"],
  [/^postgres$/, "every server has a role of that name, which may do everything"],
] as const;

/** What the name of a kind of thing must not have besides. */
const REFUSED_IN: Readonly<Record<string, readonly (readonly [pattern: RegExp, why: string])[]>> = {
  database: [[/^template[01]$/, "PostgreSQL makes other databases from it"]],
  schema: [[/^(pg_|information_schema$)/, "it is one of PostgreSQL's own"]],
  table: [[/\(/, "Terraform's provider takes what follows the parenthesis for types"]],
  owner: [[/;/, "Vault takes the semicolon for the end of a statement"], ...NO_ROLE],
  login: [[/"/, "Vault writes it between double quotes as it is"], ...NO_ROLE],
};

/** How the names of other things are looked at. */
const LIKE: Readonly<Record<string, keyof typeof REFUSED_IN>> = {
  "extension schema": "schema",
  sequence: "table",
  "other owner": "owner",
  "group role": "owner",
  account: "login",
  "user name": "login",
};

/** What is wrong with the name of something that is there already. It is quoted wherever it is used, so it can be nearly any. */
export function existingNameProblems(subject: string, name: string): Problem[] {
  const rule = "identifier";
  if (Token.isUnresolved(name)) return [unknownText(rule, `name of the ${subject}`)];
  if (!name) return [{ rule, message: `${subject} "" is no name`, fix: "give it a name" }];
  const why = reasonAgainst(subject, name);
  if (why === undefined) return [];
  const message = `${subject} ${JSON.stringify(name)} can't be used under that name: ${why}`;
  return [{ rule, message, fix: "rename it there, or describe another one" }];
}

function reasonAgainst(subject: string, name: string): string | undefined {
  const bytes = Buffer.byteLength(name);
  if (bytes > MAX_BYTES) return `it has ${bytes} bytes, and PostgreSQL keeps ${MAX_BYTES}`;
  const patterns = [...REFUSED, ...(REFUSED_IN[LIKE[subject] ?? subject] ?? [])];
  return patterns.find(([pattern]) => pattern.test(name))?.[1];
}
