import { quoted } from "../apply/postgres-target";
import { type Token, tokensIn } from "./tokens";

/** A part of a statement, and what stands there instead. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly by: string;
}

/** A statement with some parts of it replaced. */
export function edited(statement: string, edits: readonly Edit[]): string {
  return [...edits]
    .sort((one, other) => other.start - one.start)
    .reduce((text, { start, end, by }) => text.slice(0, start) + by + text.slice(end), statement);
}

/** Statements that name their database. */
const NAMES_DATABASE = /^(GRANT|REVOKE)\b[^]*\sON\s+DATABASE\s|^ALTER\s+(DATABASE|ROLE|USER)\s/i;

/** The same for the database that it is loaded into. */
export function inDatabase(statement: string, database: string): string {
  if (!NAMES_DATABASE.test(statement)) return statement;
  const tokens = [...tokensIn(statement)];
  const named = tokens[tokens.findIndex((token) => isWord(token, "DATABASE")) + 1];
  return named && tokens[0] !== named ? edited(statement, [{ ...named, by: quoted(database) }]) : statement;
}

/** Where nobody listens. */
const NOWHERE = "OPTIONS (host '127.0.0.1', port '1')";

/** A foreign server without its address, or a login there without its password. */
export function withoutAddress(statement: string): string {
  if (/^CREATE\s+SERVER\s/i.test(statement)) {
    const isOfPostgres = /\sFOREIGN\s+DATA\s+WRAPPER\s+"?(postgres_fdw|dblink_fdw)\b/i.test(statement);
    return `${beforeOptions(statement)}${isOfPostgres ? ` ${NOWHERE}` : ""}`;
  }
  if (/^CREATE\s+USER\s+MAPPING\s/i.test(statement)) return beforeOptions(statement);
  return statement;
}

function beforeOptions(statement: string): string {
  const options = [...tokensIn(statement)].find((token) => isWord(token, "OPTIONS"));
  return statement.slice(0, options?.start).trimEnd();
}

function isWord({ kind, text }: Token, word: string): boolean {
  return kind === "word" && text.toUpperCase() === word;
}
