import { resolve } from "cdktf/lib/_tokens";
import type { IConstruct } from "constructs";

/**
 * A value with its tokens resolved, as cdktf does it. Most values have none, and cdktf takes longer to find that out of a
 * stack than to make it.
 */
export function resolved(scope: IConstruct, value: unknown): unknown {
  if (typeof value === "string") return mayBeToken(value) ? resolve(scope, value) : value;
  if (typeof value === "number") return value < LOWEST ? resolve(scope, value) : value;
  if (typeof value === "boolean" || value === null || value === undefined) return value;
  if (Array.isArray(value)) return resolvedList(scope, value);
  const isPlain = Object.getPrototypeOf(value) === Object.prototype && !Object.keys(value).some(mayBeToken);
  return isPlain ? resolvedObject(scope, value as object) : resolve(scope, value);
}

/** Tokens of numbers lie below. */
const LOWEST = -1e200;

/** What is in every token, and in what cdktf escapes; a token of a number that stands in a text has its exponent. */
function mayBeToken(text: string): boolean {
  return /[$#&%]|e\+\d{3}/.test(text);
}

function resolvedList(scope: IConstruct, list: readonly unknown[]): unknown {
  // The whole of a list may be one token.
  const isToken = list.some((each) =>
    typeof each === "string" ? each.startsWith("#{") : typeof each === "number" && each < LOWEST,
  );
  if (isToken) return resolve(scope, list);
  return list.map((each) => resolved(scope, each)).filter((each) => each !== undefined);
}

function resolvedObject(scope: IConstruct, value: object): Record<string, unknown> {
  const entries = Object.entries(value).map(([name, each]) => [name, resolved(scope, each)] as const);
  return Object.fromEntries(entries.filter(([, each]) => each !== undefined));
}
