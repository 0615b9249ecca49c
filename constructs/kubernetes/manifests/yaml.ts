/** What is a number, a time or nothing to one reader or another: `0o17` is a number by YAML 1.2, and to Go. */
const OTHERS = [
  /^[-+]?(0[box][\da-f_]+|[\d_.]+(e[-+]?[\d_]+)?|\.inf|\.nan)$/i,
  /^[-+]?[\d_]+(:[0-5]?\d)+(\.\d*)?$/,
  /^\d{4}-\d\d?-\d\d?/,
  /^(y|yes|n|no|true|false|on|off|null)$/i,
];
/** What stands for itself without quotes: no sign of YAML's at its beginning, none for a key or a comment in it. */
const PLAIN = /^[\w/.$](?!.*(: |:$| #))[!-~]*( [!-~]+)*$/;
/** What is easier to read in the other quotes, in which nothing is escaped. */
const QUOTING = /^[ -&(-~]*"[ -&(-~]*$/;
/** A text of several lines as it is: a reader would lose white space at either end. */
const LITERAL = /^[!-~][ -~\n]*[!-~]\n?$/;

/** Documents as YAML, in which no text is a number or a switch to anybody, by whichever version of YAML. */
export function yamlOf(documents: readonly object[]): string {
  return documents.map((document) => `${collection(document, "")}\n`).join("---\n");
}

function collection(value: object, indent: string): string {
  const lines = Array.isArray(value)
    ? value.map(
        (item) =>
          `${indent}- ${isFilled(item) ? collection(item, `${indent}  `).trimStart() : scalar(item, indent)}`,
      )
    : membersOf(value).map(([key, member]) => `${indent}${keyOf(key)}:${afterKey(member, indent)}`);
  return lines.join("\n");
}

/** On one line, whatever it is. */
function keyOf(name: string): string {
  return name.includes("\n") ? JSON.stringify(name) : scalar(name, "");
}

function afterKey(value: unknown, indent: string): string {
  if (!isFilled(value)) return ` ${scalar(value, indent)}`;
  return `\n${collection(value, `${indent}  `)}`;
}

function membersOf(value: object): [string, unknown][] {
  return Object.entries(value).filter(([, member]) => member !== undefined);
}

function isFilled(value: unknown): value is object {
  return typeof value === "object" && value !== null && membersOf(value).length > 0;
}

function scalar(value: unknown, indent: string): string {
  if (typeof value !== "string") return JSON.stringify(value);
  if (value.includes("\n") && LITERAL.test(value)) return literal(value, `${indent}  `);
  if (PLAIN.test(value) && !OTHERS.some((other) => other.test(value))) return value;
  return QUOTING.test(value) ? `'${value}'` : JSON.stringify(value);
}

function literal(text: string, indent: string): string {
  const lines = text.replace(/\n$/, "").split("\n");
  return [text.endsWith("\n") ? "|" : "|-", ...lines.map((line) => line && `${indent}${line}`)].join("\n");
}
