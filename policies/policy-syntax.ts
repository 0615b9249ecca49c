/** A policy's text can't be read. */
export class PolicySyntaxError extends Error {}

/** An object as it is written: a key may be there more than once. */
export type Entries = readonly (readonly [key: string, value: PolicyValue])[];

export type PolicyValue =
  string | number | boolean | { readonly list: PolicyValue[] } | { readonly entries: Entries };

const SPACE = /(?:\s|#[^\n]*|\/\/[^\n]*|\/\*[\s\S]*?\*\/)*/y;
const TOKEN = /"(?:[^"\\\n]|\\.)*"|<<(-?)(\w+)\n([\s\S]*?)\n[ \t]*\2(?=\n|$)|[{}[\]=:,]|[\w.+-]+/y;

/**
 * Reads a policy as it is written: JSON, or HCL with blocks, assignments and comments.
 *
 * @throws PolicySyntaxError when it is neither
 * @see github.com/hashicorp/hcl, version 1, "Syntax", https://github.com/hashicorp/hcl/tree/hcl1#syntax
 */
export function parsePolicyText(text: string): Entries {
  return new Parser(tokensOf(text)).document();
}

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  for (let position = 0; ; position = TOKEN.lastIndex) {
    SPACE.lastIndex = position;
    SPACE.exec(text);
    if (SPACE.lastIndex >= text.length) return tokens;
    TOKEN.lastIndex = SPACE.lastIndex;
    const [token, , heredoc, body] = TOKEN.exec(text) ?? [];
    if (token === undefined)
      throw new PolicySyntaxError(`${JSON.stringify(text[SPACE.lastIndex])} is out of place`);
    tokens.push(heredoc === undefined ? token : JSON.stringify(`${body}\n`));
  }
}

class Parser {
  private position = 0;

  constructor(private readonly tokens: readonly string[]) {}

  /** JSON is one object; HCL is what would be in it. */
  document(): Entries {
    const isJson = this.accept("{");
    const entries = this.entries(isJson ? "}" : undefined);
    if (this.position < this.tokens.length) throw this.unexpected();
    return entries;
  }

  private entries(end?: string): Entries {
    const entries: (readonly [string, PolicyValue])[] = [];
    while (end === undefined ? this.position < this.tokens.length : !this.accept(end)) {
      entries.push([this.key(), this.assigned()]);
      this.accept(",");
    }
    return entries;
  }

  /** What follows a key: a value, a block, or a block with a label. */
  private assigned(): PolicyValue {
    if (this.accept("=") || this.accept(":")) return this.value();
    if (this.accept("{")) return { entries: this.entries("}") };
    return { entries: [[this.key(), this.assigned()]] };
  }

  private value(): PolicyValue {
    if (this.accept("{")) return { entries: this.entries("}") };
    if (!this.accept("[")) return this.literal();
    const list: PolicyValue[] = [];
    while (!this.accept("]")) {
      list.push(this.value());
      this.accept(",");
    }
    return { list };
  }

  private literal(): string | number | boolean {
    const token = this.take();
    if (/^(?:".*"|true|false|-?\d+(?:\.\d+)?)$/s.test(token)) return fromJson(token) as string;
    throw this.unexpected(-1);
  }

  private key(): string {
    const token = this.take();
    if (/^[{}[\]=:,]$/.test(token)) throw this.unexpected(-1);
    return token.startsWith('"') ? String(fromJson(token)) : token;
  }

  private accept(token: string): boolean {
    const isNext = this.tokens[this.position] === token;
    if (isNext) this.position++;
    return isNext;
  }

  private take(): string {
    const token = this.tokens[this.position++];
    if (token === undefined) throw new PolicySyntaxError("it is cut off");
    return token;
  }

  private unexpected(offset = 0): PolicySyntaxError {
    return new PolicySyntaxError(`${this.tokens[this.position + offset]} is out of place`);
  }
}

function fromJson(token: string): unknown {
  try {
    return JSON.parse(token);
  } catch {
    throw new PolicySyntaxError(`${token} has an escape that is not known`);
  }
}
