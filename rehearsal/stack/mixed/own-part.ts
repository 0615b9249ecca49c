import { RehearsalError } from "../../../clients/could-not-tell";
import type { AccessManifest } from "../../../constructs";
import { texts } from "../../../constructs/guardrails/rendered/literal";
import { entries } from "../../../constructs/guardrails/rendered/resources";
import { type ByHand, byHand } from "./by-hand";
import type { Substitution } from "../substitution";
import type { Variable } from "../variable";
import { ForeignParts, isOwnProvider, isOwnType, type NotChecked } from "./foreign";
import { inRootNamespace } from "./namespaces";
import type { Settings } from "./settings";
import { type MissingValue, StandIns } from "./stand-ins";

type Config = Readonly<Record<string, unknown>>;
type Blocks = Readonly<Record<string, Readonly<Record<string, Config>>>>;

/** A stack, without what isn't rehearsed of it. */
export interface OwnPart {
  readonly config: Config;
  readonly access: AccessManifest;
  readonly notChecked: readonly NotChecked[];
  readonly substitutions: readonly Substitution[];
  /** What nobody described in it. */
  readonly byHand: ByHand;
  /** What somebody set that it doesn't take. */
  readonly unneeded: readonly string[];
}

/**
 * What is rehearsed of a stack that others have a part in: what Vault's and PostgreSQL's providers make, with values in place of
 * what it takes from others.
 *
 * @throws RehearsalError when it takes from others what nobody set
 */
export function ownPart(name: string, config: Config, access: AccessManifest, settings: Settings): OwnPart {
  refuseMoves(name, config);
  const locals = Object.assign({}, ...[config.locals ?? []].flat()) as Config;
  const variables = withSet(config.variable, settings);
  const others = new ForeignParts(config);
  const undescribed = byHand({
    config,
    access,
    standIns: ({ address, attributes }) => {
      const own = new StandIns({ settings, foreign: others, locals, variables });
      const values = own.in(attributes, address) as Config;
      return own.missing.length ? undefined : values;
    },
  });
  const isPassedOver = ({ what }: NotChecked) =>
    undescribed.passedOver.some(({ address }) => address === what);
  const foreign = new ForeignParts(config, undescribed.notChecked.filter(isPassedOver));
  const standIns = new StandIns({ settings, foreign, locals, variables });
  const outputs = entries(config.output).filter(([, block]) => {
    const alone = new StandIns({ settings, foreign, locals, variables });
    alone.in(block, "an output");
    return !standIns.isOfOthers(block) && !alone.missing.length;
  });
  const own = {
    ...without(config, [
      "data",
      "module",
      "locals",
      "resource",
      "ephemeral",
      "provider",
      "output",
      "variable",
      "check",
      "import",
      "moved",
      "removed",
    ]),
    ...given("terraform", ownRequirements(config.terraform)),
    ...given("provider", ownProviders(config.provider, standIns)),
    ...given("resource", ownResources(config.resource, "", foreign, standIns)),
    ...given("ephemeral", ownResources(config.ephemeral, "ephemeral.", foreign, standIns)),
    ...given("output", outputs.length ? standIns.in(Object.fromEntries(outputs), "an output") : undefined),
  };
  const described = ownAccess(access, standIns);
  const ownVariables = variablesOf({ config, own, described }, variables);
  expectAllSet(name, standIns.missing);
  const setVariables = Object.keys(ownVariables).map((each) => `var.${each}`);
  const isUsed = (each: string) => standIns.used.has(each) || setVariables.includes(each);
  const passedOver = entries(config.output)
    .filter(([each]) => !outputs.some(([kept]) => kept === each))
    .map(([each]) => ({ what: `output.${each}`, because: "it tells of what is not rehearsed" }));
  const inRoot = inRootNamespace(name, { ...own, ...given("variable", config.variable && ownVariables) });
  return {
    config: inRoot.config,
    access: described,
    notChecked: [
      ...foreign.all,
      ...undescribed.notChecked.filter((each) => !isPassedOver(each)),
      ...passedOver,
    ],
    byHand: undescribed,
    unneeded: [...settings.keys()].filter((each) => !isUsed(each)),
    substitutions: [
      ...inRoot.substitutions,
      ...[...standIns.used].map(([what, address]) => ({
        address,
        what,
        from: "what Terraform finds",
        to: "what --set says",
      })),
    ],
  };
}

/** A rehearsal begins with nothing, or with a stack of before whose resources have its own names. */
function refuseMoves(name: string, config: Config): void {
  const moves = ForeignParts.movesOfOwn(config);
  if (!moves.length) return;
  throw new RehearsalError(
    `Stack "${name}" tells Terraform what its state holds, which no rehearsal has: ${moves.join(", ")}.`,
    "Rehearse it without: Terraform needs such a block for one apply alone.",
  );
}

/** Variables, of which those that are set have that as their default. */
function withSet(block: unknown, settings: Settings): Record<string, Variable> {
  return Object.fromEntries(
    entries(block).map(([name, variable]) => {
      const value = settings.get(`var.${name}`);
      return [name, value === undefined ? variable : { ...(variable as Variable), default: value }] as [
        string,
        Variable,
      ];
    }),
  );
}

/** But for those that only others take, or nobody does, of a kind for which nothing can be made up. */
function variablesOf(
  {
    config,
    own,
    described,
  }: { readonly config: Config; readonly own: Config; readonly described: AccessManifest },
  variables: Readonly<Record<string, Variable>>,
): Record<string, Variable> {
  const [everybodys, ours] = [namesOfVariables(config), namesOfVariables([own, described])];
  const isOfOthers = ([name, variable]: [string, Variable]) =>
    !ours.has(name) && (everybodys.has(name) || !canBeMadeUp(variable));
  return Object.fromEntries(Object.entries(variables).filter((each) => !isOfOthers(each)));
}

function canBeMadeUp({ type = "string", default: given }: Variable): boolean {
  return given !== undefined || typeof type !== "string" || ["string", "number", "bool"].includes(type);
}

/** The names of variables anywhere in a value, also in what is not understood. */
function namesOfVariables(value: unknown): Set<string> {
  return new Set([...JSON.stringify(value).matchAll(/\bvar\.([\w-]+)/g)].map(([, name = ""]) => name));
}

function ownResources(
  block: unknown,
  prefix: string,
  foreign: ForeignParts,
  standIns: StandIns,
): Config | undefined {
  const own = entries(block as Blocks).filter(([type]) => isOwnType(`${prefix}${type}`));
  const all = own.map(([type, named]) => {
    const resources = entries(named)
      .map(([name, content]) => [name, `${prefix}${type}.${name}`, content as Config] as const)
      .filter(([, address]) => !foreign.has(address))
      .map(([name, address, content]) => [name, ownResource(content, address, foreign, standIns)] as const);
    return [type, Object.fromEntries(resources)] as const;
  });
  const made = all.filter(([, resources]) => Object.keys(resources).length);
  return made.length ? Object.fromEntries(made) : undefined;
}

/** Without waiting for others, and with values in place of theirs. */
function ownResource(content: Config, address: string, foreign: ForeignParts, standIns: StandIns): Config {
  const { "//": comment, depends_on: waitsFor, ...attributes } = content;
  const isList = Array.isArray(waitsFor);
  const own = isList ? texts(waitsFor).filter((each) => !foreign.isDependency(each)) : waitsFor;
  return {
    ...given("//", comment),
    ...(standIns.in(attributes, address) as Config),
    ...given("depends_on", isList && !(own as string[]).length ? undefined : own),
  };
}

function ownProviders(block: unknown, standIns: StandIns): Config | undefined {
  const own = entries(block).filter(([name]) => isOwnProvider(name));
  if (!own.length) return undefined;
  return Object.fromEntries(own.map(([name, blocks]) => [name, standIns.in(blocks, `provider.${name}`)]));
}

function ownRequirements(terraform: unknown): Config | undefined {
  if (!terraform || typeof terraform !== "object") return terraform as undefined;
  const { required_providers: wanted, ...others } = terraform as Config;
  const own = entries(wanted).filter(([name]) => isOwnProvider(name));
  return { ...others, ...given("required_providers", wanted && Object.fromEntries(own)) };
}

/** What is described, with the same values. What nobody described may refer to anything. */
function ownAccess(access: AccessManifest, standIns: StandIns): AccessManifest {
  const { undescribed, providers, ...described } = access;
  const own = providers?.filter(({ provider }) => isOwnProvider(provider.replace(/\..*$/, "")));
  return {
    ...(standIns.in({ ...described, ...given("providers", own) }, "access.json") as AccessManifest),
    undescribed,
  };
}

function expectAllSet(name: string, missing: readonly MissingValue[]): void {
  const byName = new Map<string, Set<string>>();
  for (const { name: each, neededBy } of missing)
    byName.set(
      each,
      new Set([...(byName.get(each) ?? []), ...(neededBy === "access.json" ? [] : [neededBy])]),
    );
  if (!byName.size) return;
  const needs = [...byName].map(([each, by]) => `  ${[`${each}, for ${[...by].sort().join(", ")}`]}`);
  const flags = [...byName.keys()].map((each) => `--set '${each}=<value>'`);
  throw new RehearsalError(
    `Stack "${name}" takes from others what only Terraform knows:\n${needs.join("\n")}`,
    `Say what stands in for it: ${flags.join(" ")}`,
  );
}

function without(config: Config, names: readonly string[]): Config {
  return Object.fromEntries(Object.entries(config).filter(([name]) => !names.includes(name)));
}

function given(name: string, value: unknown): Config {
  return value === undefined ? {} : { [name]: value };
}
