/** What `${…}` stands for: another resource's attribute, a variable, or a file. */
export type Reference =
  | { readonly kind: "attribute"; readonly address: string; readonly attribute: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "file"; readonly path: string };

/** Stands for what is known only when Terraform runs. */
export const UNKNOWN = Symbol("known only when Terraform runs");

/** An escaped `${` or `%{`; an interpolation, with what is in it; a directive. Also one that is not closed. */
const TEMPLATE = /(?:\$\$|%%)\{|\$\{(?:([^}]*)\}|[^}]*)|%\{[^}]*\}?/g;

/** The references in a value, however deep. `undefined` stands for an expression that is not known. */
export function referencesIn(value: unknown): { text: string; reference: Reference | undefined }[] {
  if (typeof value === "string") {
    return [...value.matchAll(TEMPLATE)]
      .filter(([text]) => !isEscape(text))
      .map(([text, inner]) => ({ text, reference: parse(inner) }));
  }
  if (!value || typeof value !== "object") return [];
  // Terraform evaluates names, too.
  const names = Array.isArray(value) ? [] : referencesIn(Object.keys(value));
  return [
    ...names.map(({ text }) => ({ text, reference: undefined })),
    ...Object.values(value).flatMap(referencesIn),
  ];
}

/** What a text refers to, where that is all it holds. */
export function onlyReferenceIn(value: unknown): Reference | undefined {
  const [only, ...others] = referencesIn(value);
  return only?.text === value && !others.length ? only?.reference : undefined;
}

/** A value with its references filled in. A text that is one reference takes on its value's type. */
export function evaluate(value: unknown, resolve: (reference: Reference) => unknown): unknown {
  if (typeof value === "string") return evaluateText(value, resolve);
  if (Array.isArray(value)) return value.map((each) => evaluate(each, resolve));
  if (value && typeof value === "object") {
    return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, evaluate(each, resolve)]));
  }
  return value;
}

function evaluateText(text: string, resolve: (reference: Reference) => unknown): unknown {
  const only = onlyReferenceIn(text);
  if (only) return resolve(only);
  const values = referencesIn(text).map(({ reference }) => reference && resolve(reference));
  if (values.includes(UNKNOWN)) return UNKNOWN;
  return text.replace(TEMPLATE, (found) => {
    if (isEscape(found)) return found.slice(1);
    const value = values.shift();
    return value === undefined ? found : String(value);
  });
}

/** A text with those of its references filled in that stand for something, and its escapes as they are. */
export function fillIn(text: string, resolve: (reference: Reference) => unknown): string {
  return text.replace(TEMPLATE, (found, inner: string | undefined) => {
    const reference = isEscape(found) ? undefined : parse(inner);
    const value = reference && resolve(reference);
    return value === undefined ? found : String(value);
  });
}

/** Terraform's way to write a literal `${` and `%{`. */
function isEscape(found: string): boolean {
  return found.startsWith("$$") || found.startsWith("%%");
}

function parse(inner = ""): Reference | undefined {
  const text = inner.trim();
  const [, variable] = /^var\.([\w-]+)$/.exec(text) ?? [];
  if (variable) return { kind: "variable", name: variable };
  const [, path] = /^file\("((?:[^"\\]|\\.)*)"\)$/.exec(text) ?? [];
  if (path) return { kind: "file", path: JSON.parse(`"${path}"`) as string };
  const [, address, attribute] = /^((?:ephemeral\.)?[a-z]\w*\.[\w-]+)\.(\w+)$/.exec(text) ?? [];
  if (address && attribute) return { kind: "attribute", address, attribute };
  return undefined;
}
