import { type Expression, ExpressionError, type Reference } from "./expression";
import { endOfQuoted, templateParts } from "./template";

/** How strongly operators of two operands bind; the last ones most. */
const OPERATORS: readonly (readonly string[])[] = [
  ["||"],
  ["&&"],
  ["==", "!="],
  ["<=", ">=", "<", ">"],
  ["+", "-"],
  ["*", "/", "%"],
];

const LITERALS: Readonly<Record<string, unknown>> = { true: true, false: false, null: null };

/**
 * Reads an expression of Terraform's language: what stands between `${` and `}`.
 * @throws ExpressionError when it isn't understood, such as `for` and `[*]`
 */
export function parseExpression(text: string): Expression {
  const parser = new Parser(text);
  const expression = parser.choice();
  parser.expectEnd();
  return expression;
}

/** What a text with interpolations comes to, where all of them are understood. */
export function parseTemplate(text: string, literalOf: (literal: string) => string = String): Expression {
  const parts = templateParts(text).map(({ literal, inner, text: whole }): Expression => {
    if (literal !== undefined) return { kind: "value", value: literalOf(literal) };
    if (inner === undefined) throw new ExpressionError(`"${whole}" is not understood`);
    return parseExpression(inner);
  });
  const [only, ...others] = parts;
  if (!only) return { kind: "value", value: "" };
  return others.length ? { kind: "template", parts } : only;
}

class Parser {
  private at = 0;

  constructor(private readonly text: string) {}

  choice(): Expression {
    const condition = this.binary();
    if (!this.take("?")) return condition;
    const one = this.choice();
    this.expect(":");
    return { kind: "operation", operator: "?", operands: [condition, one, this.choice()] };
  }

  expectEnd(): void {
    if (this.rest()) this.fail();
  }

  private binary(level = 0): Expression {
    const operators = OPERATORS[level];
    if (!operators) return this.unary();
    let left = this.binary(level + 1);
    for (;;) {
      const operator = operators.find((each) => this.take(each));
      if (!operator) return left;
      left = { kind: "operation", operator, operands: [left, this.binary(level + 1)] };
    }
  }

  private unary(): Expression {
    const operator = ["!", "-"].find((each) => !this.rest().startsWith("!=") && this.take(each));
    return operator
      ? { kind: "operation", operator, operands: [this.unary()] }
      : this.traversed(this.primary());
  }

  private primary(): Expression {
    const rest = this.rest();
    const [number] = /^\d+(\.\d+)?([eE][+-]?\d+)?/.exec(rest) ?? [];
    if (number) return { kind: "value", value: Number(this.skip(number)) };
    if (rest.startsWith('"')) return this.quoted();
    if (this.take("(")) return this.closed(this.choice(), ")");
    if (this.take("[")) return { kind: "list", items: this.separated("]", () => this.choice()) };
    if (this.take("{")) return { kind: "object", entries: this.separated("}", () => this.entry()) };
    const [name] = /^[A-Za-z_][\w-]*(::[\w-]+)*/.exec(rest) ?? [];
    if (!name || name === "for") return this.fail();
    this.skip(name);
    if (this.take("(")) return this.call(name);
    if (Object.hasOwn(LITERALS, name)) return { kind: "value", value: LITERALS[name] };
    return this.reference(name);
  }

  private quoted(): Expression {
    const start = this.at + 1;
    const end = endOfQuoted(this.text, start);
    if (end === undefined) return this.fail();
    this.at = end + 1;
    return parseTemplate(this.text.slice(start, end), unescaped);
  }

  private call(name: string): Expression {
    const args: Expression[] = [];
    let isSpread = false;
    while (!this.take(")")) {
      args.push(this.choice());
      isSpread = this.take("...");
      if (!this.take(",") && !this.rest().startsWith(")")) this.fail();
    }
    const [only, ...others] = args;
    if (name === "file" && only?.kind === "value" && !others.length)
      return { kind: "reference", reference: { kind: "file", path: String(only.value) } };
    return { kind: "call", name, args, isSpread };
  }

  private entry(): readonly [Expression, Expression] {
    const [name] = /^[A-Za-z_][\w-]*(?=\s*[=:][^=])/.exec(this.rest()) ?? [];
    const key: Expression = name ? { kind: "value", value: this.skip(name) } : this.choice();
    if (!this.take("=") && !this.take(":")) this.fail();
    return [key, this.choice()];
  }

  /** What has a name: `vault_mount.database.path`, `data.aws_vpc.main.id`. What follows it is an index. */
  private reference(first: string): Expression {
    const names = [first];
    const isWhole = () => names.length === lengthOf(names);
    while (!isWhole()) {
      const [found, index = "", name] = NEXT_NAME.exec(this.text.slice(this.at)) ?? [];
      if (!found || !name) return this.fail();
      this.skip(found);
      names.push(...(index ? [`${names.pop()}${index}`] : []), name);
    }
    return { kind: "reference", reference: referenceOf(names) };
  }

  /** With what is picked of it: `.name`, `["name"]`, `[0]`. */
  private traversed(of: Expression): Expression {
    if (this.take("[")) {
      const index = { kind: "index", of, key: this.choice() } as const;
      return this.traversed(this.closed(index, "]"));
    }
    const [found, key] = /^\s*\.\s*([A-Za-z_][\w-]*|\d+)/.exec(this.text.slice(this.at)) ?? [];
    if (!found) return of;
    this.skip(found);
    return this.traversed({ kind: "index", of, key: { kind: "value", value: key } });
  }

  private separated<Each>(end: string, each: () => Each): Each[] {
    const all: Each[] = [];
    while (!this.take(end)) {
      all.push(each());
      if (!this.take(",") && !this.rest().startsWith(end)) this.fail();
    }
    return all;
  }

  private closed(expression: Expression, end: string): Expression {
    this.expect(end);
    return expression;
  }

  private expect(token: string): void {
    if (!this.take(token)) this.fail();
  }

  private take(token: string): boolean {
    const isThere = this.rest().startsWith(token);
    if (isThere) this.skip(token);
    return isThere;
  }

  private skip(token: string): string {
    this.at += token.length;
    return token;
  }

  /** What is still to be read, from the next letter that isn't a space. */
  private rest(): string {
    this.at += /^\s*/.exec(this.text.slice(this.at))![0].length;
    return this.text.slice(this.at);
  }

  private fail(): never {
    throw new ExpressionError(`"${this.text}" is not understood`);
  }
}

/** A name after another one; of one of several resources, after its number or key. */
const NEXT_NAME = /^(\[(?:\d+|"[^"$%\\]*")\])?\s*\.\s*([A-Za-z_][\w-]*)/;

/** How many names a reference has that begins so. */
function lengthOf([first]: readonly string[]): number {
  if (first === "data" || first === "ephemeral") return 4;
  return first !== undefined && TWO_NAMES.includes(first) ? 2 : 3;
}

const TWO_NAMES = ["var", "local", "path", "terraform", "each", "count", "self"];

function referenceOf(names: readonly string[]): Reference {
  const [first = "", name = ""] = names;
  if (first === "var") return { kind: "variable", name };
  if (first === "local") return { kind: "local", name };
  if (
    first === "data" ||
    first === "module" ||
    names.length === 2 ||
    names.some((each) => each.endsWith("]"))
  )
    return { kind: "other", name: names.join(".") };
  return { kind: "attribute", address: names.slice(0, -1).join("."), attribute: names.at(-1) ?? "" };
}

/** What is written in quotes. Escapes of `${` are the template's own. */
function unescaped(text: string): string {
  return text.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))/g, (_, short, long, letter: string) => {
    if (short ?? long) return String.fromCodePoint(parseInt(String(short ?? long), 16));
    return { n: "\n", r: "\r", t: "\t" }[letter] ?? letter;
  });
}
