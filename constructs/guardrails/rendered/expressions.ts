import {
  type Expression,
  ExpressionError,
  partsOf,
  type Reference,
  referencesOf,
} from "./expressions/expression";
import { parseExpression } from "./expressions/parse";
import { type TemplatePart, templateParts } from "./expressions/template";
import { isKnown, valueOf } from "./expressions/value-of";

export type { Reference };

/** Stands for what is known only when Terraform runs. */
export const UNKNOWN = Symbol("known only when Terraform runs");

/** What `${…}` refers to. `undefined` stands for an expression that is not known. */
export interface FoundReference {
  /** The whole expression. */
  readonly text: string;
  readonly reference: Reference | undefined;
}

/** The references in a value, however deep. */
export function referencesIn(value: unknown): FoundReference[] {
  if (typeof value === "string") return templateParts(value).flatMap(referencesInPart);
  if (!value || typeof value !== "object") return [];
  // Terraform evaluates names, too.
  const names = Array.isArray(value) ? [] : referencesIn(Object.keys(value));
  return [
    ...names.map(({ text }) => ({ text, reference: undefined })),
    ...Object.values(value).flatMap(referencesIn),
  ];
}

function referencesInPart(part: TemplatePart): FoundReference[] {
  if (part.literal !== undefined) return [];
  const { text } = part;
  const expression = understood(part);
  if (!expression) return [{ text, reference: undefined }];
  return referencesOf(expression).map((reference) => ({ text, reference }));
}

/** What a text refers to, where that is all it holds. */
export function onlyReferenceIn(value: unknown): Reference | undefined {
  const expression = onlyExpressionIn(value);
  return expression?.kind === "reference" ? expression.reference : undefined;
}

/** The expression that a text is, where it is nothing else. */
export function onlyExpressionIn(value: unknown): Expression | undefined {
  if (typeof value !== "string" || !value.startsWith("${")) return undefined;
  const [only, ...others] = templateParts(value);
  return only && !others.length ? understood(only) : undefined;
}

/** A value with its references filled in. A text that is one expression takes on its value's type. */
export function evaluate(value: unknown, resolve: (reference: Reference) => unknown): unknown {
  if (typeof value === "string") return evaluateText(value, resolve);
  if (Array.isArray(value)) return value.map((each) => evaluate(each, resolve));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, evaluate(each, resolve)]));
  }
  return value;
}

function evaluateText(text: string, resolve: (reference: Reference) => unknown): unknown {
  const only = onlyExpressionIn(text);
  if (only) return evaluateExpression(only, resolve);
  const values = templateParts(text).map((part) => {
    const expression = part.literal === undefined ? understood(part) : undefined;
    const value = expression && evaluateExpression(expression, resolve);
    return value ?? part.literal ?? part.text;
  });
  return values.includes(UNKNOWN) ? UNKNOWN : values.map(String).join("");
}

/** What an expression comes to; `UNKNOWN` where something in it is, and nothing where something in it stands for nothing. */
function evaluateExpression(expression: Expression, resolve: (reference: Reference) => unknown): unknown {
  if (expression.kind === "reference") return resolve(expression.reference);
  const values = referencesOf(expression).map((reference) => [reference, resolve(reference)] as const);
  if (values.some(([, value]) => value === UNKNOWN)) return UNKNOWN;
  if (values.some(([, value]) => value === undefined)) return undefined;
  return attempted(() => valueOf(expression, (reference) => new Map(values).get(reference)));
}

/** A text with those of its expressions filled in that come to something, and its escapes as they are. */
export function fillIn(text: string, resolve: (reference: Reference) => unknown): string {
  return templateParts(text)
    .map((part) => {
      const expression = part.literal === undefined ? understood(part) : undefined;
      const value = expression && evaluateExpression(expression, resolve);
      return value === undefined ? part.text : String(value);
    })
    .join("");
}

/** What Terraform evaluates, if all of it is known here. */
function understood({ inner }: TemplatePart): Expression | undefined {
  const expression = inner === undefined ? undefined : attempted(() => parseExpression(inner));
  return expression && hasMeaning(expression) ? expression : undefined;
}

/** Whether its functions are known, and take what is said already. */
function hasMeaning(expression: Expression): boolean {
  if (!isKnown(expression) || !partsOf(expression).every(hasMeaning)) return false;
  const isSaid = !referencesOf(expression).length;
  return !isSaid || attempted(() => valueOf(expression, () => undefined)) !== undefined;
}

function attempted<Result>(attempt: () => Result): Result | undefined {
  try {
    return attempt();
  } catch (error) {
    if (error instanceof ExpressionError) return undefined;
    throw error;
  }
}
