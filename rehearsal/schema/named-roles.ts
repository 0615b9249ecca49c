import { type Token, tokensIn } from "./tokens";

/** A role that a statement names, and where. */
export interface NamedRole {
  readonly name: string;
  readonly start: number;
  readonly end: number;
}

/** Statements that name roles begin so, or say whom something belongs to. */
const NAMES_ROLES =
  /^(GRANT|REVOKE|ALTER\s+DEFAULT|(CREATE|ALTER)\s+(POLICY|SCHEMA|USER|ROLE|GROUP)|(COMMENT|SECURITY\s+LABEL\b[^]*?)\s+ON\s+ROLE)\b|\sOWNER\s+TO\s/i;

/** Words in place of a role that are none. */
const NOT_ROLES = new Set([
  ...["public", "current_user", "current_role", "session_user"],
  // CREATE USER MAPPING, ALTER DEFAULT PRIVILEGES FOR ROLE, GRANT … TO GROUP.
  ...["mapping", "group"],
]);

/** What stands right before roles, but for those that are granted. */
const BEFORE_ROLES: readonly RegExp[] = [
  /^(GRANT|REVOKE|ALTER DEFAULT PRIVILEGES) .*(TO|FROM|GRANTED BY)( GROUP)?$/,
  /^ALTER DEFAULT PRIVILEGES FOR (ROLE|USER)$/,
  /OWNER TO$/,
  /^(CREATE|ALTER) POLICY .*TO$/,
  /^CREATE SCHEMA .*AUTHORIZATION$/,
  /^CREATE USER MAPPING (IF NOT EXISTS )?FOR$/,
  /^(CREATE|ALTER) (ROLE|USER|GROUP)$/,
  /^(COMMENT |SECURITY LABEL .*)ON ROLE$/,
];

/** The roles that a statement of a schema file names. */
export function namedRoles(statement: string): NamedRole[] {
  if (!NAMES_ROLES.test(statement)) return [];
  const tokens = outsideParentheses(statement);
  const isGranted = (index: number) => index === 1 && isMembership(tokens);
  let before = "";
  return tokens.flatMap((token, index) => {
    const isBefore = isGranted(index) || BEFORE_ROLES.some((pattern) => pattern.test(before));
    before += `${before && " "}${token.kind === "word" ? token.text.toUpperCase() : "…"}`;
    return isBefore ? listFrom(tokens, index).filter(isRole).map(roleAt) : [];
  });
}

/** A name of PostgreSQL's, as it is stored. */
export function nameIn({ kind, text }: Token): string {
  return kind === "name" ? text.slice(1, -1).replaceAll('""', '"') : text.toLowerCase();
}

/** `GRANT sales TO clerk`: roles, and not privileges on something. */
function isMembership(tokens: readonly Token[]): boolean {
  const words = tokens.filter(({ kind }) => kind === "word").map(({ text }) => text.toUpperCase());
  return /^(GRANT|REVOKE)$/.test(words[0] ?? "") && !words.includes("ON");
}

function listFrom(tokens: readonly Token[], start: number): Token[] {
  const list: Token[] = [];
  for (let index = start; tokens[index]; index += 2) {
    list.push(tokens[index] as Token);
    if (tokens[index + 1]?.text !== ",") break;
  }
  return list;
}

function isRole(token: Token): boolean {
  if (token.kind === "name") return true;
  return token.kind === "word" && !NOT_ROLES.has(token.text.toLowerCase());
}

function roleAt(token: Token): NamedRole {
  return { name: nameIn(token), start: token.start, end: token.end };
}

function outsideParentheses(statement: string): Token[] {
  let depth = 0;
  return [...tokensIn(statement)].filter(({ text }) => {
    if (text === ")") depth--;
    const isOutside = !depth && text !== ")";
    if (text === "(") depth++;
    return isOutside && text !== "(";
  });
}
