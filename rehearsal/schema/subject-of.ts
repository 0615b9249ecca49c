import { type Token, tokensIn } from "./tokens";

/** Words before a kind or a name that say nothing of it. */
const SKIPPED = new Set([
  "OR",
  "REPLACE",
  "UNIQUE",
  "UNLOGGED",
  "TRUSTED",
  "PROCEDURAL",
  "IF",
  "NOT",
  "EXISTS",
  "ONLY",
]);

/** Kinds of more than one word begin so. */
const FIRST_OF_KIND = new Set([
  "ACCESS",
  "EVENT",
  "FOREIGN",
  "MATERIALIZED",
  "OPERATOR",
  "SEARCH",
  "TEXT",
  "USER",
]);

/** What a statement makes or changes, as a person would call it: `function public.area`. */
export function subjectOf(statement: string): string {
  const tokens = firstTokens(statement);
  const kind: string[] = [];
  let index = 1;
  for (; tokens[index]; index++) {
    const word = (tokens[index] as Token).text.toUpperCase();
    if (SKIPPED.has(word)) continue;
    kind.push(word.toLowerCase());
    if (!FIRST_OF_KIND.has(word)) break;
  }
  while (SKIPPED.has(tokens[index + 1]?.text.toUpperCase() ?? "")) index++;
  return `${kind.join(" ")} ${nameFrom(tokens, index + 1)}`;
}

function nameFrom(tokens: readonly Token[], start: number): string {
  const rest = tokens.slice(start);
  const end = rest.findIndex(({ text }, index) => index % 2 === 1 && text !== ".");
  return (end < 0 ? rest : rest.slice(0, end)).map(({ text }) => text).join("");
}

function firstTokens(statement: string): Token[] {
  const tokens: Token[] = [];
  for (const token of tokensIn(statement)) if (tokens.push(token) === 12) break;
  return tokens;
}
