import { type Capability, type ParameterRules, PolicyDocument, type Parameters } from "./policy-document";
import { type Entries, parsePolicyText, PolicySyntaxError, type PolicyValue } from "./policy-syntax";

/** What a policy says on one path, as Vault understands it. */
export interface ReadRule {
  readonly path: string;
  /** In order. */
  readonly capabilities: readonly string[];
  /** What else is set there, as JSON, by Vault's names: `allowed_parameters`. */
  readonly settings: Readonly<Record<string, unknown>>;
}

/**
 * What a policy allows, by path, whether it is written in JSON or HCL. What it says twice of a path is joined, as Vault
 * does it; what it denies is not there.
 *
 * @throws PolicySyntaxError when it can't be read
 * @see Vault documentation, "Policies", "Policy syntax",
 * https://developer.hashicorp.com/vault/docs/concepts/policies#policy-syntax
 */
export function readPolicy(text: string): ReadRule[] {
  const document = new PolicyDocument();
  const others = new Map<string, Record<string, unknown>>();
  for (const [path, rule] of pathsOf(parsePolicyText(text))) {
    const { capabilities, allowed_parameters, denied_parameters, required_parameters, ...rest } = rule;
    const { min_wrapping_ttl, max_wrapping_ttl, ...more } = rest;
    document.allow(
      path,
      listOf(capabilities) as Capability[],
      {
        allowedParameters: allowed_parameters as Parameters | undefined,
        deniedParameters: denied_parameters as Parameters | undefined,
        requiredParameters: required_parameters && listOf(required_parameters),
        minWrappingTtl: secondsOf(min_wrapping_ttl),
        maxWrappingTtl: secondsOf(max_wrapping_ttl),
      } as ParameterRules,
    );
    others.set(path, { ...others.get(path), ...more });
  }
  const { path: written } = JSON.parse(document.toJson()) as {
    path: Record<string, Record<string, unknown>>;
  };
  return Object.entries(written).flatMap(([path, { capabilities, ...settings }]) =>
    listOf(capabilities).includes("deny")
      ? []
      : [{ path, capabilities: listOf(capabilities), settings: { ...settings, ...others.get(path) } }],
  );
}

/** A line for each path that a policy says something about: the same for two that allow the same. */
export function policyLines(text: string): string[] {
  return readPolicy(text).map(({ path, capabilities, settings }) => {
    const set = Object.entries(settings).map(([name, value]) => `, ${name} ${inOneOrder(value)}`);
    return `${capabilities.join(", ")} on ${path}${set.sort().join("")}`;
  });
}

function* pathsOf(document: Entries): Generator<[path: string, rule: Record<string, unknown>]> {
  for (const [key, value] of document) {
    if (key !== "path") throw new PolicySyntaxError(`"${key}" is not a path`);
    for (const [path, rule] of entriesOf(value)) {
      // Vault takes one slash off.
      yield [path.replace(/^\//, ""), toJson({ entries: entriesOf(rule) }) as Record<string, unknown>];
    }
  }
}

/** HCL takes a list of objects for one object, too. */
function entriesOf(value: PolicyValue): Entries {
  if (typeof value === "object")
    return "entries" in value ? value.entries : value.list.flatMap((each) => entriesOf(each));
  throw new PolicySyntaxError(`${JSON.stringify(value)} is out of place`);
}

function toJson(value: PolicyValue): unknown {
  if (typeof value !== "object") return value;
  if ("list" in value) return value.list.map(toJson);
  const names = value.entries.map(([name]) => name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new PolicySyntaxError(`"${twice}" is there twice`);
  return Object.fromEntries(value.entries.map(([name, each]) => [name, toJson(each)]));
}

function listOf(value: unknown): string[] {
  return [value ?? []].flat().map(String);
}

/** A length of time as Vault takes it, `10m` or 600; nothing for one of no time, which stands for none. */
function secondsOf(value: unknown): number | undefined {
  const text = String(value ?? "");
  const [whole, hours = 0, minutes = 0, seconds = 0] =
    /^(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s?)?$/.exec(text) ?? [];
  if (whole === undefined) throw new PolicySyntaxError(`"${text}" is no length of time`);
  return Number(hours) * 3600 + Number(minutes) * 60 + Number(seconds) || undefined;
}

function inOneOrder(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(inOneOrder).sort().join(", ")}]`;
  if (!value || typeof value !== "object") return JSON.stringify(value);
  const parts = Object.entries(value).map(([name, each]) => `${name} ${inOneOrder(each)}`);
  return `{${parts.sort().join(", ")}}`;
}
