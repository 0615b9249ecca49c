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
  const parts = referencesIn(text);
  const [only] = parts;
  if (parts.length === 1 && only?.text === text && only.reference) return resolve(only.reference);
  const filled = text.replace(EXPRESSION, (expression, inner: string) => {
    const reference = parse(inner.trim());
    return reference ? String(resolve(reference)) : expression;
  });
  // Terraform's way to write a literal ${ and %{.
  return filled.replaceAll("$${", "${").replaceAll("%%{", "%{");
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
