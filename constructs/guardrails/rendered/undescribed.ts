import type { UndescribedDescription } from "../../access/guardrails-description";
import { contentDigest } from "./content-digest";
import { isHarmlessChange } from "./harmless-changes";
import { isMissing } from "./literal";
import { entries, type Resource, resourcesOf } from "./resources";

/** What a construct of this library wrote. */
export interface DescribedResource {
  /** The construct's path. */
  readonly path: string;
  readonly type: string;
  readonly address: string;
  readonly attributes: Readonly<Record<string, unknown>>;
}

/** A stack as it is rendered, and what of it constructs of this library wrote. */
export interface ComparedStack {
  /** The stack's construct path. */
  readonly path: string;
  readonly config: Readonly<Record<string, unknown>>;
  readonly written: readonly DescribedResource[];
  /** Terraform's providers of the databases that are described. */
  readonly servers: readonly string[];
}

const TYPES = /^(vault|postgresql)_/;
const LONGEST = 100;

/** Everything of Vault's and PostgreSQL's providers that is not as a construct of this library wrote it. */
export function undescribedParts(stack: ComparedStack): UndescribedDescription[] {
  const rendered = new Map(resourcesOf(stack.config).map((resource) => [resource.address, resource]));
  return [
    ...stack.written.flatMap((resource) => changesOf(resource, rendered.get(resource.address), stack)),
    ...resourcesByHand(stack),
    ...dataByHand(stack),
    ...providersByHand(stack),
    ...entries(stack.config.module).map(([name, content]) =>
      whole(`${stack.path} (module ${name})`, `module ${name}`, contentDigest(content, stack.config)),
    ),
  ];
}

function changesOf(
  { path, type, attributes }: DescribedResource,
  now: Resource | undefined,
  stack: ComparedStack,
): UndescribedDescription[] {
  if (!now) return [{ path, what: `${type}, taken out`, harmless: false }];
  const [is, was] = [argumentsIn(now.attributes), argumentsIn(attributes)];
  return [...new Set([...was.keys(), ...is.keys()])]
    .filter((argument) => inOneSpelling(is.get(argument)) !== inOneSpelling(was.get(argument)))
    .map((argument) => ({
      path,
      what: type,
      argument,
      written: shown(was.get(argument)),
      ...(is.has(argument) && { content: contentDigest(is.get(argument), stack.config, nameOf(argument)) }),
      harmless:
        isHarmlessChange(argument, is.get(argument), was.get(argument)) ||
        (argument === "namespace" && isOneNamespace(stack)),
    }));
}

/** Whether all that is written to Vault is written to one namespace: then it is the same as before, there. */
function isOneNamespace({ config, written }: ComparedStack): boolean {
  const addresses = new Set(written.map(({ address }) => address));
  const ours = resourcesOf(config).filter(
    ({ type, address }) => type.startsWith("vault_") && addresses.has(address),
  );
  return new Set(ours.map(({ attributes }) => attributes.namespace)).size === 1;
}

function resourcesByHand({ path, config, written }: ComparedStack): UndescribedDescription[] {
  const known = new Set(written.map(({ address }) => address));
  return resourcesOf(config)
    .filter(({ type, address, attributes }) => {
      const isOurs = TYPES.test(type.replace(/^ephemeral\./, ""));
      return (isOurs && !known.has(address)) || attributes.provisioner !== undefined;
    })
    .filter(({ address, attributes }) => !known.has(address) || attributes.provisioner === undefined)
    .map(({ path: own, type, address, attributes }) => ({
      path: own ?? `${path} (${address})`,
      what: TYPES.test(type) ? type : `${type}, which runs a program`,
      content: contentDigest(attributes, config),
      harmless: type === "vault_mount" && isOfAnotherEngine(attributes),
    }));
}

/** It is a place for others, where nobody that is described gets to. */
function isOfAnotherEngine({ type, provisioner }: Readonly<Record<string, unknown>>): boolean {
  return typeof type === "string" && /^(kv|kv-v2|generic|pki|transit|ssh|totp)$/.test(type) && !provisioner;
}

/** Data sources: Terraform reads them into the state. */
function dataByHand({ path, config }: ComparedStack): UndescribedDescription[] {
  const blocks = [
    config.data,
    ...entries(config.check).map(([, check]) => (check as { data?: unknown })?.data),
  ];
  return blocks.flatMap(entries).flatMap(([type, named]) =>
    TYPES.test(type) || type === "external"
      ? entries(named).map(([name, content]) => {
          const own = (content as { "//"?: { metadata?: { path?: string } } })?.["//"]?.metadata?.path;
          return whole(
            own ?? `${path} (data.${type}.${name})`,
            `data ${type}`,
            contentDigest(content, config),
          );
        })
      : [],
  );
}

/** Further providers of Vault, and of PostgreSQL servers of which no database is described. */
function providersByHand({ path, config, servers, written }: ComparedStack): UndescribedDescription[] {
  const used = [...servers, ...written.map(({ attributes }) => attributes.provider)];
  return entries(config.provider).flatMap(([name, blocks]) =>
    ["vault", "postgresql"].includes(name)
      ? [blocks].flat().flatMap((block) => {
          const { alias } = (block ?? {}) as { alias?: string };
          const provider = `${name}.${alias}`;
          return alias === undefined || used.includes(provider)
            ? []
            : [whole(`${path} (provider ${provider})`, `provider ${provider}`, contentDigest(block, config))];
        })
      : [],
  );
}

function whole(path: string, what: string, content: string): UndescribedDescription {
  return { path, what, content, harmless: false };
}

/** The last name: `password` of `postgresql.password`. */
function nameOf(argument: string): string {
  return argument.split(".").pop() ?? argument;
}

/** Arguments, and those of single blocks in them: `postgresql.username`. */
function argumentsIn(block: unknown, prefix = ""): Map<string, unknown> {
  const all = entries(block).flatMap(([name, value]): [string, unknown][] => {
    if (name === "//") return [];
    const [inner, ...others] = [value].flat() as unknown[];
    const isBlock = inner !== null && typeof inner === "object" && !others.length;
    return isBlock ? [...argumentsIn(inner, `${prefix}${name}.`)] : [[`${prefix}${name}`, value]];
  });
  return new Map(all.filter(([, value]) => !isMissing(value) && !(Array.isArray(value) && !value.length)));
}

/** Terraform takes numbers and booleans as texts, too. */
function inOneSpelling(value: unknown): string | undefined {
  if (value === undefined) return undefined;
  return JSON.stringify(value, (_, inner: unknown) =>
    inner !== null && typeof inner === "object" ? inner : String(inner),
  );
}

function shown(value: unknown): string | undefined {
  const text = (typeof value === "string" ? value : JSON.stringify(value))?.replace(/\s+/g, " ");
  return text === undefined || text.length <= LONGEST ? text : `${text.slice(0, LONGEST)}…`;
}
