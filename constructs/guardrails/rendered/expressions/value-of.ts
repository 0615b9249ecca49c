import { type Expression, ExpressionError, type Reference } from "./expression";
import { boolOf, FUNCTIONS, isSame, numberOf, textOf, valueAt } from "./functions";

type Operation = (...operands: readonly unknown[]) => unknown;

const OPERATIONS: Readonly<Record<string, Operation>> = {
  "||": (one, other) => boolOf(one) || boolOf(other),
  "&&": (one, other) => boolOf(one) && boolOf(other),
  "==": isSame,
  "!=": (one, other) => !isSame(one, other),
  "<=": (one, other) => numberOf(one) <= numberOf(other),
  ">=": (one, other) => numberOf(one) >= numberOf(other),
  "<": (one, other) => numberOf(one) < numberOf(other),
  ">": (one, other) => numberOf(one) > numberOf(other),
  "+": (one, other) => numberOf(one) + numberOf(other),
  "-": (one, other) => (other === undefined ? -numberOf(one) : numberOf(one) - numberOf(other)),
  "*": (one, other) => numberOf(one) * numberOf(other),
  "/": (one, other) => numberOf(one) / numberOf(other),
  "%": (one, other) => numberOf(one) % numberOf(other),
  "!": (value) => !boolOf(value),
  "?": (condition, one, other) => (boolOf(condition) ? one : other),
};

/**
 * What an expression comes to.
 *
 * @param resolve what a reference stands for
 * @throws ExpressionError when it can't be: a function that isn't known, or one that is given something else than it takes
 */
export function valueOf(expression: Expression, resolve: (reference: Reference) => unknown): unknown {
  const value = (part: Expression) => valueOf(part, resolve);
  switch (expression.kind) {
    case "value":
      return expression.value;
    case "reference":
      return resolve(expression.reference);
    case "template":
      return expression.parts.map((part) => textOf(value(part))).join("");
    case "call":
      return called(expression.name, argumentsOf(expression, value));
    case "list":
      return expression.items.map(value);
    case "object":
      return Object.fromEntries(expression.entries.map(([name, each]) => [textOf(value(name)), value(each)]));
    case "index":
      return valueAt(value(expression.of), value(expression.key));
    case "operation":
      return (OPERATIONS[expression.operator] as Operation)(...expression.operands.map(value));
  }
}

/** Whether all functions in an expression are known. */
export function isKnown(expression: Expression): boolean {
  return expression.kind !== "call" || Object.hasOwn(FUNCTIONS, expression.name);
}

function argumentsOf(
  { args, isSpread }: Extract<Expression, { kind: "call" }>,
  value: (part: Expression) => unknown,
): unknown[] {
  const values = args.map(value);
  if (!isSpread) return values;
  const last = values.pop();
  if (!Array.isArray(last)) throw new ExpressionError("it is no list");
  return [...values, ...(last as unknown[])];
}

function called(name: string, args: readonly unknown[]): unknown {
  if (!Object.hasOwn(FUNCTIONS, name)) throw new ExpressionError(`function "${name}" is not known`);
  return FUNCTIONS[name]!(...args);
}
