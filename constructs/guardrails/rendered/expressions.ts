/** What `${…}` stands for: another resource's attribute, a variable, or a file. */
export type Reference =
  | { readonly kind: "attribute"; readonly address: string; readonly attribute: string }
  | { readonly kind: "variable"; readonly name: string }
  | { readonly kind: "file"; readonly path: string };

const EXPRESSION = /(?<!\$)\$\{([^}]*)\}/g;

/** The references in a value, however deep. `undefined` stands for an expression that is not known. */
export function referencesIn(value: unknown): { text: string; reference: Reference | undefined }[] {
  if (typeof value === "string") {
    return [...value.matchAll(EXPRESSION)].map(([text, inner = ""]) => ({
      text,
      reference: parse(inner.trim()),
    }));
  }
  return value && typeof value === "object" ? Object.values(value).flatMap(referencesIn) : [];
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
  // Terraform's way to write a literal ${ and %{.
  return fillIn(text, resolve).replaceAll("$${", "${").replaceAll("%%{", "%{");
}

/** A text with those of its references filled in that stand for something. */
export function fillIn(text: string, resolve: (reference: Reference) => unknown): string {
  return text.replace(EXPRESSION, (expression, inner: string) => {
    const reference = parse(inner.trim());
    const value = reference && resolve(reference);
    return value === undefined ? expression : String(value);
  });
}

function parse(inner: string): Reference | undefined {
  const [, variable] = /^var\.([\w-]+)$/.exec(inner) ?? [];
  if (variable) return { kind: "variable", name: variable };
  const [, path] = /^file\("((?:[^"\\]|\\.)*)"\)$/.exec(inner) ?? [];
  if (path) return { kind: "file", path: JSON.parse(`"${path}"`) as string };
  const [, address, attribute] = /^((?:ephemeral\.)?[a-z]\w*\.[\w-]+)\.(\w+)$/.exec(inner) ?? [];
  if (address && attribute) return { kind: "attribute", address, attribute };
  return undefined;
}
