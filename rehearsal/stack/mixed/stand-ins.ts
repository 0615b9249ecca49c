import { onlyExpressionIn, type Reference } from "../../../constructs/guardrails/rendered/expressions";
import {
  type Expression,
  ExpressionError,
  mapParts,
  referencesOf,
} from "../../../constructs/guardrails/rendered/expressions/expression";
import { parseTemplate } from "../../../constructs/guardrails/rendered/expressions/parse";
import { escaped, escapedValue, printed } from "../../../constructs/guardrails/rendered/expressions/print";
import { templateParts } from "../../../constructs/guardrails/rendered/expressions/template";
import { valueOf } from "../../../constructs/guardrails/rendered/expressions/value-of";
import type { Variable } from "../variable";
import type { ForeignParts } from "./foreign";
import type { Settings } from "./settings";

/** A value that somebody has to set, and what needs it. */
export interface MissingValue {
  readonly name: string;
  readonly neededBy: string;
}

export interface StandInsProps {
  readonly settings: Settings;
  readonly foreign: ForeignParts;
  readonly locals: Readonly<Record<string, unknown>>;
  readonly variables: Readonly<Record<string, Variable>>;
}

/** Puts values in place of what a rehearsal doesn't have: locals, what others make, what functions come to. */
export class StandIns {
  readonly missing: MissingValue[] = [];
  /** The names of settings that something needed, by what needed it first. */
  readonly used = new Map<string, string>();

  constructor(private readonly props: StandInsProps) {}

  /** A value with them, however deep. @param neededBy the resource it is of */
  in(value: unknown, neededBy: string): unknown {
    if (typeof value === "string") return this.inText(value, neededBy);
    if (Array.isArray(value)) return value.map((each) => this.in(each, neededBy));
    if (!value || typeof value !== "object") return value;
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, this.in(each, neededBy)]));
  }

  /** Whether something that others make is in it. */
  isOfOthers(value: unknown): boolean {
    if (typeof value !== "string")
      return (
        !!value && typeof value === "object" && Object.values(value).some((each) => this.isOfOthers(each))
      );
    return templateParts(value).some((part) => {
      const expression = part.inner === undefined ? undefined : onlyExpressionIn(part.text);
      return (
        expression &&
        referencesOf(this.withLocals(expression)).some((each) => this.props.foreign.isMeant(each))
      );
    });
  }

  private inText(text: string, neededBy: string): unknown {
    if (!text.includes("${")) return text;
    const parts = templateParts(text);
    const values = parts.map((part) =>
      part.inner === undefined ? undefined : this.inPart(part.text, neededBy),
    );
    const [only, ...others] = values;
    if (!others.length && only?.kind === "value") return escapedValue(only.value);
    return parts
      .map((part, index) => {
        const value = values[index];
        if (!value) return part.text;
        return value.kind === "value" ? escaped(String(value.value)) : `\${${printed(value)}}`;
      })
      .join("");
  }

  /** What an expression becomes. Nothing where it stays as it is. */
  private inPart(text: string, neededBy: string): Expression | undefined {
    const set = this.set(text, neededBy);
    if (set) return set;
    const expression = onlyExpressionIn(text);
    if (!expression) this.missing.push({ name: text, neededBy });
    if (!expression || isPlain(expression)) return undefined;
    return folded(this.replaced(this.withLocals(expression), neededBy));
  }

  private withLocals(expression: Expression, depth = 10): Expression {
    if (expression.kind !== "reference" || expression.reference.kind !== "local")
      return mapParts(expression, (part) => this.withLocals(part, depth));
    const value = this.props.locals[expression.reference.name];
    if (value === undefined || !depth) return expression;
    try {
      return this.withLocals(expressionOf(value), depth - 1);
    } catch (error) {
      if (error instanceof ExpressionError) return expression;
      throw error;
    }
  }

  private replaced(expression: Expression, neededBy: string): Expression {
    const name = nameOf(expression);
    const set = name === undefined ? undefined : this.set(name, neededBy);
    if (set) return set;
    const reference = rootOf(expression);
    if (reference && this.props.foreign.isMeant(reference) && !this.isPartlySet(expression)) {
      this.missing.push({ name: name ?? printed(expression), neededBy });
      return expression;
    }
    if (expression.kind === "reference") return this.ofVariable(expression);
    return mapParts(expression, (part) => this.replaced(part, neededBy));
  }

  /** Whether what it is picked of is set. */
  private isPartlySet(expression: Expression): boolean {
    if (this.props.settings.has(nameOf(expression) ?? "")) return true;
    return expression.kind === "index" && this.isPartlySet(expression.of);
  }

  /** In a function, a variable has its default, or a value that is made up; but for what nobody may see. */
  private ofVariable(expression: Extract<Expression, { kind: "reference" }>): Expression {
    const { reference } = expression;
    const variable = reference.kind === "variable" ? this.props.variables[reference.name] : undefined;
    if (reference.kind !== "variable" || !variable || variable.sensitive || variable.ephemeral)
      return expression;
    if (variable.default !== undefined) return { kind: "value", value: variable.default };
    return (variable.type ?? "string") === "string" ? { kind: "value", value: reference.name } : expression;
  }

  private set(name: string, neededBy: string): Expression | undefined {
    if (!this.props.settings.has(name)) return undefined;
    if (!this.used.has(name)) this.used.set(name, neededBy);
    return { kind: "value", value: this.props.settings.get(name) };
  }
}

/** What stands for itself: another own resource's attribute, a variable, a file. */
function isPlain(expression: Expression): boolean {
  const { reference } = expression as { reference?: Reference };
  return expression.kind === "reference" && ["variable", "file"].includes(reference?.kind ?? "");
}

/** What something is picked of. */
function rootOf(expression: Expression): Reference | undefined {
  if (expression.kind === "index") return rootOf(expression.of);
  return expression.kind === "reference" ? expression.reference : undefined;
}

/** How an expression names what it picks: `data.aws_vpc.main.tags.name`. */
function nameOf(expression: Expression): string | undefined {
  if (expression.kind === "reference") return printed(expression);
  if (expression.kind !== "index" || expression.key.kind !== "value") return undefined;
  const of = nameOf(expression.of);
  const key = String(expression.key.value);
  return of === undefined
    ? undefined
    : /^[A-Za-z_][\w-]*$/.test(key)
      ? `${of}.${key}`
      : `${of}[${printed(expression.key)}]`;
}

/** What everything within comes to that says all that it needs. */
function folded(expression: Expression): Expression {
  const parts = mapParts(expression, folded);
  if (parts.kind === "value" || referencesOf(parts).length) return parts;
  return { kind: "value", value: valueOf(parts, () => undefined) };
}

/** A local's value, of which texts may be expressions. */
function expressionOf(value: unknown): Expression {
  if (typeof value === "string") return parseTemplate(value);
  if (Array.isArray(value)) return { kind: "list", items: value.map(expressionOf) };
  if (!value || typeof value !== "object") return { kind: "value", value };
  return {
    kind: "object",
    entries: Object.entries(value).map(([name, each]) => [expressionOf(name), expressionOf(each)] as const),
  };
}
