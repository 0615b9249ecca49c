import { edited } from "./edits";
import { tokensIn } from "./tokens";

/** Whether a statement makes or changes a role. */
export function isOfRole(statement: string): boolean {
  return /^(CREATE|ALTER)\s+(ROLE|USER|GROUP)\s+(?!MAPPING\b)/i.test(statement);
}

/**
 * What a statement that makes or changes a role says of one that is there, without its password.
 *
 * @returns undefined where that is nothing
 */
export function changeOfRole(statement: string): string | undefined {
  const [, create = "", kind = "", rest = ""] = /^(CREATE|ALTER)\s+(\w+)\s+([^]*)$/i.exec(statement) ?? [];
  const logsIn = /^create$/i.test(create) && /^user$/i.test(kind) ? " LOGIN" : "";
  const change = `ALTER ROLE ${withoutPassword(rest)}${logsIn}`;
  return [...tokensIn(change)].length > 3 ? change : undefined;
}

function withoutPassword(text: string): string {
  const tokens = [...tokensIn(text)];
  const index = tokens.findIndex(({ kind, text }) => kind === "word" && /^password$/i.test(text));
  const [password, value] = index < 0 ? [] : tokens.slice(index, index + 2);
  return password && value ? edited(text, [{ start: password.start, end: value.end, by: "" }]) : text;
}
