import { isLiteral } from "./literal";
import type { RenderedStack } from "./rendered-stack";
import { entries } from "./resources";

/** An argument that a secret goes into, and what stands there. */
export interface SecretUse {
  /** The construct's path. */
  readonly path: string;
  readonly argument: string;
  /** With every local filled in. */
  readonly value: string;
  /** The argument whose JSON it is in. */
  readonly within?: string;
}

/** Where Vault's and PostgreSQL's providers, and Terraform's backends, take a secret. */
const ARGUMENTS =
  /^(?!bind_)(.*_)?(password|password_wo|passphrase|token|private_key|secret|secret_id|client_secret|secret_key|access_key|token_reviewer_jwt(_wo)?|conn_str)$|^jwt$/i;
/** Where a backend takes the key that encrypts the state; elsewhere it may be a key's name. */
const KEYS = ["encryption_key", "sse_customer_key"];
/** What the providers of other stores call a secret's name. */
const STORES = /^(ephemeral\.)?(aws|google)_/;
/** What a header is called that carries a secret, or what its value says of itself; of an expression it isn't known. */
const HEADER = /auth|token|secret|key|password|cookie|bearer|basic|\$\{/i;
/** Terraform writes these to the state of who uses them. */
const STORED =
  /\b(data\.[a-z]\w*\.[\w-]+|(?!var\.|local\.|ephemeral\.|each\.|count\.|self\.|path\.|terraform\.|data\.)[a-z][a-z0-9]*_\w+\.[\w-]+)(?=[.[])/g;
const LONGEST_PART = 6;

/** Every argument that takes a secret. */
export function secretUses(stack: RenderedStack): SecretUse[] {
  const parts = [
    ...stack.everyResource.map(({ path, type, attributes }) => ({
      path,
      kind: "resource",
      name: type,
      content: attributes as unknown,
    })),
    ...stack.blocks.filter(({ kind }) => ["provider", "module", "data", "backend"].includes(kind)),
  ];
  return parts.flatMap(({ path, kind, name, content }) =>
    usesIn(content, kind)
      .filter(({ argument }) => argument !== "secret_id" || !STORES.test(name))
      .map((use) => ({ ...use, path, value: stack.withLocals(use.value) })),
  );
}

function usesIn(content: unknown, block = ""): Omit<SecretUse, "path">[] {
  return entries(content).flatMap(([name, inner]) => {
    if (name === "//") return [];
    if (typeof inner === "string" && isSecret(name, block, content))
      return [{ argument: name, value: inner }];
    if (name === "data_json") return usesIn(parsed(inner)).map((use) => ({ ...use, within: name }));
    // In a list, the name is that of the list.
    return usesIn(inner, /^\d+$/.test(name) ? block : name);
  });
}

function isSecret(argument: string, block: string, content: unknown): boolean {
  if (block === "backend" && KEYS.includes(argument)) return true;
  if (block === "headers" && argument === "value") return HEADER.test(JSON.stringify(content));
  return ARGUMENTS.test(argument);
}

function parsed(json: unknown): unknown {
  try {
    return JSON.parse(String(json));
  } catch {
    return undefined;
  }
}

/** Whether a secret is written down, in whole or in a part that could be one. */
export function isWrittenDown(value: string): boolean {
  if (isLiteral(value)) return true;
  const outside = value.replace(/\$\{[^}]*\}/g, "\n").split("\n");
  const inside = [...value.matchAll(/\$\{([^}]*)\}/g)].flatMap(([, expression = ""]) =>
    expression.includes("::") || /\bfile\w*\(/.test(expression)
      ? []
      : [...expression.replace(/\["[^"]*"\]/g, "").matchAll(/"((?:[^"\\]|\\.)*)"/g)].map(
          ([, text = ""]) => text,
        ),
  );
  return [...outside, ...inside].some((part) => part.length >= LONGEST_PART);
}

/** The variables that a value is made from. */
export function variablesIn(value: string): string[] {
  return [...new Set([...value.matchAll(/\bvar\.([\w-]+)/g)].map(([, name]) => name as string))];
}

/** The resources and data sources that a value is made from: it is in the state then. */
export function storedIn(value: string): string[] {
  const expressions = [...value.matchAll(/[$%]\{([^}]*)\}/g)].map(([, inner = ""]) =>
    inner.replace(/"[^"]*"/g, ""),
  );
  return [
    ...new Set(
      expressions.flatMap((inner) =>
        [...inner.replace(/\bephemeral\.[\w.-]+/g, "").matchAll(STORED)].map(([address]) => address),
      ),
    ),
  ];
}

/** Whether a value comes from a file or a template. */
export function isFromFile(value: string): boolean {
  return /\b(file\w*|templatefile)\(/.test(value.replace(/"[^"]*"/g, ""));
}
