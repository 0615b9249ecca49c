import { onlyReferenceIn } from "../../constructs/guardrails/rendered/expressions";
import { entries, type Resource } from "../../constructs/guardrails/rendered/resources";
import { Endpoints } from "../stack/endpoints";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { bool, type Kind, number, readArguments, required, type Schema, text } from "./kinds";

/** One of Terraform's providers as the handlers know it. */
interface KnownProvider {
  readonly source: string;
  /** The versions whose resources the handlers do the same as: this major one, from this minor one on. */
  readonly version: readonly [major: number, minor: number];
  readonly arguments: Schema;
}

/** A secret is referred to, and never written down. */
const reference: Kind = (value, argument, report) => {
  if (value === undefined || onlyReferenceIn(value)?.kind === "variable") return value;
  report(argument, "is not a variable alone, as a secret has to be");
};

const PROVIDERS: Readonly<Record<string, KnownProvider>> = {
  vault: {
    source: "hashicorp/vault",
    version: [5, 6],
    arguments: {
      address: text,
      namespace: text,
      ca_cert_file: text,
      ca_cert_dir: text,
      tls_server_name: text,
      skip_tls_verify: bool,
      token_name: text,
      max_lease_ttl_seconds: number,
      max_retries: number,
      max_retries_ccc: number,
    },
  },
  postgresql: {
    source: "cyrilgdn/postgresql",
    version: [1, 26],
    arguments: {
      alias: text,
      scheme: text,
      host: text,
      port: number,
      database: text,
      username: text,
      database_username: text,
      password: reference,
      superuser: bool,
      sslmode: text,
      sslrootcert: text,
      connect_timeout: number,
      max_connections: number,
      expected_version: text,
    },
  },
  random: { source: "hashicorp/random", version: [3, 7], arguments: {} },
};

/** What is wrong with the `provider` blocks and with `required_providers`. */
export function providerProblems(stack: SynthesizedStack): string[] {
  const { provider, terraform } = stack.config;
  const declared = entries(provider).map(([name, blocks]) => [name, [blocks].flat()] as const);
  const needed = new Set([...declared.map(([name]) => name), ...stack.resources.map(providerOf)]);
  const wanted = (terraform as { required_providers?: unknown } | undefined)?.required_providers;
  return [
    ...declared.flatMap(([name, blocks]) => blockProblems(name, blocks as object[], stack)),
    ...requirementProblems(wanted, needed),
  ];
}

/** What is wrong with which provider a resource is made by. */
export function providerOfResourceProblems(resource: Resource, { config }: SynthesizedStack): string[] {
  const { provider } = resource.attributes;
  if (provider === undefined) return impliedProviderProblems(resource, config);
  const [name = "", alias] = String(provider).split(".");
  const blocks = [(config.provider as Record<string, unknown> | undefined)?.[name] ?? []].flat();
  const isThere = blocks.some((block) => (block as { alias?: unknown }).alias === alias);
  if (isThere && name === providerOf(resource)) return [];
  return [`argument "provider" names "${String(provider)}", which is not a provider of it in the stack`];
}

/** Terraform takes an empty provider where each that is there has an alias. Others than PostgreSQL's have none here. */
function impliedProviderProblems(resource: Resource, { provider }: SynthesizedStack["config"]): string[] {
  if (providerOf(resource) !== "postgresql") return [];
  const blocks = [(provider as Record<string, unknown> | undefined)?.postgresql ?? []].flat();
  if (!blocks.length || blocks.some((block) => (block as { alias?: unknown }).alias === undefined)) return [];
  return [
    'argument "provider" is missing, and each provider "postgresql" has an alias: Terraform would take an empty one',
  ];
}

function blockProblems(name: string, blocks: readonly object[], stack: SynthesizedStack): string[] {
  const known = PROVIDERS[name];
  if (!known) return [`provider.${name}: the provider is not known`];
  const problems: string[] = [];
  const endpoints = new Endpoints(stack.access);
  const seen = new Set<unknown>();
  for (const block of blocks) {
    const { alias } = readArguments(block as Record<string, unknown>, known.arguments, (argument, problem) =>
      problems.push(`argument "${argument}" ${problem}`),
    );
    if (seen.has(alias)) problems.push(`it is there twice${alias ? ` as "${String(alias)}"` : ""}`);
    seen.add(alias);
    const isOfServer = endpoints.all.length < 2 || endpoints.named(`${name}.${String(alias)}`) !== undefined;
    if (alias !== undefined && !isOfServer)
      problems.push(`argument "alias" is "${String(alias)}", by which no described database is reached`);
  }
  return problems.map((problem) => `provider.${name}: ${problem}`);
}

function requirementProblems(wanted: unknown, needed: ReadonlySet<string>): string[] {
  const given = new Map(entries(wanted));
  const missing = [...needed].filter((name) => !given.has(name));
  return [
    ...missing.map((name) => `terraform: argument "required_providers.${name}" is missing`),
    ...[...given].flatMap(([name, requirement]) =>
      requirementProblem(name, requirement).map(
        (problem) => `terraform: argument "required_providers.${name}${problem}`,
      ),
    ),
  ];
}

function requirementProblem(name: string, requirement: unknown): string[] {
  const known = PROVIDERS[name];
  if (!known) return ['" is not known'];
  const problems: string[] = [];
  const schema = { source: required(text), version: required(text) };
  const { source, version } = readArguments(
    (requirement ?? {}) as Record<string, unknown>,
    schema,
    (argument, problem) => problems.push(`.${argument}" ${problem}`),
  );
  if (problems.length) return problems;
  if (String(source).replace(/^registry\.(terraform\.io|opentofu\.org)\//, "") !== known.source)
    problems.push(`.source" is "${String(source)}" instead of "${known.source}"`);
  const [major, minor] = known.version;
  const [, ...given] = /^(?:=|~>)?\s*(\d+)\.(\d+)(?:\.\d+)?$/.exec(String(version)) ?? [];
  if (Number(given[0]) !== major || Number(given[1]) < minor)
    problems.push(
      `.version" is "${String(version)}", which lets in others than version ${major} from ${major}.${minor} on`,
    );
  return problems;
}

/** The provider of a resource, by its type. */
function providerOf({ type }: Resource): string {
  return type.replace(/^ephemeral\./, "").replace(/_.*$/, "");
}
