/** What `${…}` stands for. */
export type Reference =
  /** Another resource's attribute. */
  | { readonly kind: "attribute"; readonly address: string; readonly attribute: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "local"; readonly name: string }
  | { readonly kind: "file"; readonly path: string }
  /** A data source, an output of a module, `path.module`, `terraform.workspace`. */
  | { readonly kind: "other"; readonly name: string };

/** An expression of Terraform's language. */
export type Expression =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "reference"; readonly reference: Reference }
  | { readonly kind: "template"; readonly parts: readonly Expression[] }
  | {
      readonly kind: "call";
      readonly name: string;
      readonly args: readonly Expression[];
      readonly isSpread: boolean;
    }
  | { readonly kind: "list"; readonly items: readonly Expression[] }
  | { readonly kind: "object"; readonly entries: readonly (readonly [name: Expression, value: Expression])[] }
  | { readonly kind: "index"; readonly of: Expression; readonly key: Expression }
  | { readonly kind: "operation"; readonly operator: string; readonly operands: readonly Expression[] };

/** An expression that isn't understood. */
export class ExpressionError extends Error {}

/** The expressions within one. */
export function partsOf(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case "template":
      return expression.parts;
    case "call":
      return expression.args;
    case "list":
      return expression.items;
    case "object":
      return expression.entries.flat();
    case "index":
      return [expression.of, expression.key];
    case "operation":
      return expression.operands;
    default:
      return [];
  }
}

/** Everything that an expression refers to. */
export function referencesOf(expression: Expression): Reference[] {
  if (expression.kind === "reference") return [expression.reference];
  return partsOf(expression).flatMap(referencesOf);
}

/** The expression with each of those within it replaced. */
export function mapParts(expression: Expression, map: (part: Expression) => Expression): Expression {
  switch (expression.kind) {
    case "template":
      return { ...expression, parts: expression.parts.map(map) };
    case "call":
      return { ...expression, args: expression.args.map(map) };
    case "list":
      return { ...expression, items: expression.items.map(map) };
    case "object":
      return { ...expression, entries: expression.entries.map(([name, value]) => [map(name), map(value)]) };
    case "index":
      return { ...expression, of: map(expression.of), key: map(expression.key) };
    case "operation":
      return { ...expression, operands: expression.operands.map(map) };
    default:
      return expression;
  }
}
