/** A part of a text: as it is, or what Terraform evaluates. */
export interface TemplatePart {
  /** As it is written, with `${` and `}`. */
  readonly text: string;
  /** What it is where nothing is evaluated. */
  readonly literal?: string;
  /** What is between `${` and `}`. Undefined for a directive, and where it isn't closed. */
  readonly inner?: string;
}

/** The parts of a text: what is as it is, escapes, interpolations and directives. */
export function templateParts(text: string): TemplatePart[] {
  const parts: TemplatePart[] = [];
  for (let at = 0; at < text.length;) {
    const part = partAt(text, at);
    parts.push(part);
    at += part.text.length;
  }
  return parts;
}

function partAt(text: string, at: number): TemplatePart {
  const rest = text.slice(at);
  if (/^(\$\$|%%)\{/.test(rest)) return { text: rest.slice(0, 3), literal: rest.slice(1, 3) };
  if (rest.startsWith("%{")) return { text: /^%\{[^}]*\}?/.exec(rest)![0] };
  if (!rest.startsWith("${")) {
    const literal = /^[^$%]+|^[$%]/.exec(rest)![0];
    return { text: literal, literal };
  }
  const end = endOfInterpolation(text, at + 2);
  if (end === undefined) return { text: rest };
  return { text: text.slice(at, end + 1), inner: text.slice(at + 2, end) };
}

/** Where the `}` is that closes an interpolation, with what has braces and quotes of its own within. */
function endOfInterpolation(text: string, start: number): number | undefined {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    const letter = text[at];
    if (letter === '"') {
      const end = endOfQuoted(text, at + 1);
      if (end === undefined) return undefined;
      at = end;
    } else if (letter === "{") depth++;
    else if (letter === "}" && depth-- === 0) return at;
  }
  return undefined;
}

/** Where the quote is that closes a quoted text. */
export function endOfQuoted(text: string, start: number): number | undefined {
  for (let at = start; at < text.length; at++) {
    if (text[at] === "\\") at++;
    else if (text[at] === '"') return at;
    else if (/^(\$\$|%%)\{/.test(text.slice(at, at + 3))) at += 2;
    else if (text.startsWith("${", at)) {
      const end = endOfInterpolation(text, at + 2);
      if (end === undefined) return undefined;
      at = end;
    }
  }
  return undefined;
}
