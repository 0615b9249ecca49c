import { createHash } from "node:crypto";

/** What passwords, tokens and keys are called. */
export const SECRET_NAME =
  /^(.*_)?(password|passwd|pw|passphrase|token|private_key|secret_id|client_secret)$/i;

/** So many that nobody finds another content of the same digest. */
const DIGITS = 32;

/**
 * A digest of an argument, or of a whole block: another one for another content, also where that is in a local value, in a
 * variable's default or in a data source. Nobody can guess a secret by it: those are left out.
 *
 * @param config the stack as it is rendered
 * @param name what the argument is called
 */
export function contentDigest(
  content: unknown,
  config: Readonly<Record<string, unknown>>,
  name = "",
): string {
  const parts = new Map([["", JSON.stringify(withoutSecrets(name, content)) ?? ""]]);
  // What is added meanwhile is gone through, too.
  for (const text of parts.values())
    for (const [reference, kind = "", rest = ""] of text.matchAll(
      /\b(local|var|data)\.([\w-]+(?:\.[\w-]+)?)/g,
    ))
      if (!parts.has(reference)) parts.set(reference, JSON.stringify(definition(kind, rest, config)) ?? "");
  const hash = createHash("sha256").update(JSON.stringify([...parts]));
  return hash.digest("hex").slice(0, DIGITS);
}

function definition(kind: string, rest: string, config: Readonly<Record<string, unknown>>): unknown {
  const [name = "", inner = ""] = rest.split(".");
  const block = (config[{ local: "locals", var: "variable" }[kind] ?? kind] ?? {}) as Record<string, unknown>;
  const found = block[name];
  return withoutSecrets(
    name,
    kind === "data" ? (found as Record<string, unknown> | undefined)?.[inner] : found,
  );
}

function withoutSecrets(name: string, value: unknown): unknown {
  if (typeof value === "string") return SECRET_NAME.test(name) ? "secret" : written(value);
  if (Array.isArray(value)) return value.map((each: unknown) => withoutSecrets(name, each));
  if (typeof value !== "object" || value === null) return value;
  return Object.entries(value)
    .filter(([key]) => key !== "//")
    .map(([key, each]) => [key, withoutSecrets(key, each)]);
}

/** `data_json` holds names and values, too. */
function written(text: string): unknown {
  if (!/^\s*[[{]/.test(text)) return text;
  try {
    return withoutSecrets("", JSON.parse(text));
  } catch {
    return text;
  }
}
