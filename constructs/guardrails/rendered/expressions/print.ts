import type { Expression } from "./expression";

/** An expression in Terraform's language. */
export function printed(expression: Expression): string {
  switch (expression.kind) {
    case "value":
      return printedValue(expression.value);
    case "reference":
      return printedReference(expression.reference);
    case "template":
      return `"${expression.parts.map(printedPart).join("")}"`;
    case "call":
      return `${expression.name}(${expression.args.map(printed).join(", ")}${expression.isSpread ? "..." : ""})`;
    case "list":
      return `[${expression.items.map(printed).join(", ")}]`;
    case "object":
      return `{${expression.entries.map(([name, value]) => `(${printed(name)}) = ${printed(value)}`).join(", ")}}`;
    case "index":
      return `${printed(expression.of)}[${printed(expression.key)}]`;
    case "operation":
      return printedOperation(expression.operator, expression.operands.map(printed));
  }
}

/** A text that a template has no part in: what Terraform would evaluate is escaped. */
export function escaped(text: string): string {
  return text.replace(/[$%](?=\{)/g, "$&$&");
}

/** A value whose texts a template has no part in. */
export function escapedValue(value: unknown): unknown {
  if (typeof value === "string") return escaped(value);
  if (Array.isArray(value)) return value.map(escapedValue);
  if (!value || typeof value !== "object") return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [escaped(name), escapedValue(each)]));
}

function printedValue(value: unknown): string {
  if (typeof value === "string") return `"${inQuotes(value)}"`;
  if (Array.isArray(value)) return `[${value.map(printedValue).join(", ")}]`;
  if (!value || typeof value !== "object") return String(value);
  return `{${Object.entries(value)
    .map(([name, each]) => `(${printedValue(name)}) = ${printedValue(each)}`)
    .join(", ")}}`;
}

function printedPart(part: Expression): string {
  return part.kind === "value" ? inQuotes(String(part.value)) : `\${${printed(part)}}`;
}

function inQuotes(text: string): string {
  return escaped(JSON.stringify(text).slice(1, -1));
}

function printedReference(reference: Extract<Expression, { kind: "reference" }>["reference"]): string {
  switch (reference.kind) {
    case "attribute":
      return `${reference.address}.${reference.attribute}`;
    case "variable":
      return `var.${reference.name}`;
    case "local":
      return `local.${reference.name}`;
    case "file":
      return `file(${printedValue(reference.path)})`;
    case "other":
      return reference.name;
  }
}

function printedOperation(operator: string, [one = "", ...others]: readonly string[]): string {
  if (operator === "?") return `(${one} ? ${others.join(" : ")})`;
  return others.length ? `(${one} ${operator} ${others.join("")})` : `(${operator}${one})`;
}
