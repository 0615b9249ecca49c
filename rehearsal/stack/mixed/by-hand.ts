import type { AccessManifest } from "../../../constructs";
import type { UndescribedDescription } from "../../../constructs/access/guardrails-description";
import { evaluate, type Reference, UNKNOWN } from "../../../constructs/guardrails/rendered/expressions";
import { texts } from "../../../constructs/guardrails/rendered/literal";
import { entries, type Resource, resourcesOf } from "../../../constructs/guardrails/rendered/resources";
import { reachOf } from "../../../constructs/guardrails/rendered/reach";
import { META_ARGUMENTS } from "../../apply/handler";
import { HANDLERS } from "../../apply/handlers";
import { readArguments } from "../../apply/kinds";
import { isOwnType, type NotChecked } from "./foreign";

/** What somebody wrote besides the constructs of this library, of Vault's and PostgreSQL's providers. */
export interface ByHand {
  /** What is applied: its arguments as far as they are known. */
  readonly applied: readonly Resource[];
  /** What isn't, as no handler makes it. */
  readonly passedOver: readonly Resource[];
  readonly notChecked: readonly NotChecked[];
  /** What is wrong with them. */
  readonly findings: readonly { readonly path: string; readonly detail: string }[];
}

type Arguments = Readonly<Record<string, unknown>>;

interface Sorted extends Partial<Record<"applied" | "passedOver", Resource>> {
  readonly notChecked?: NotChecked;
  readonly finding?: string;
}

export interface ByHandProps {
  readonly config: Readonly<Record<string, unknown>>;
  readonly access: AccessManifest;
  /** A resource's attributes with values in place of what others make. Undefined where one isn't set. */
  readonly standIns: (resource: Resource) => Readonly<Record<string, unknown>> | undefined;
}

/** Sorts what no construct describes by what a rehearsal does with it. */
export function byHand(props: ByHandProps): ByHand {
  const undescribed = (props.access.undescribed ?? []).filter(({ argument }) => argument === undefined);
  const sorted = resourcesOf(props.config)
    .filter(({ type }) => isOwnType(type))
    .flatMap((resource) => {
      const part = undescribed.find((each) => isOf(each, resource));
      return part ? [{ path: part.path, ...sort(resource, part, props) }] : [];
    });
  const all = <Name extends keyof Sorted>(name: Name) =>
    sorted.flatMap((each) => each[name] ?? []) as NonNullable<Sorted[Name]>[];
  return {
    applied: all("applied"),
    passedOver: all("passedOver"),
    notChecked: all("notChecked"),
    findings: sorted.flatMap(({ path, finding }) => (finding ? [{ path, detail: finding }] : [])),
  };
}

function isOf({ path, what }: UndescribedDescription, resource: Resource): boolean {
  return what === resource.type && (path === resource.path || path.endsWith(` (${resource.address})`));
}

function sort(resource: Resource, part: UndescribedDescription, props: ByHandProps): Sorted {
  const { address, type } = resource;
  const planned = plannedArguments(resource, props);
  const reason = part.harmless ? "it is a place for others" : reasonOf(part, props.access);
  const isMade = isKnown(type, planned, props);
  const reach = reachOf(type, asFarAsKnown(resource, planned, props.config), props.access);
  const accepted = reason ?? "nobody acknowledged it";
  const made = isMade ? "no construct describes it" : `no rehearsal makes it`;
  const notChecked = { what: address, because: `${made}; ${accepted}` };
  if (reason === undefined && isMade) return {};
  const finding =
    reason === undefined ? UNACCEPTED(type) : reach && `${type} reaches what is described: ${reach}`;
  const withFinding = finding ? { finding } : {};
  if (!isMade) return { passedOver: resource, notChecked, ...withFinding };
  // What reaches further is held against what is described, too.
  return reach ? withFinding : { applied: { ...resource, attributes: planned! }, notChecked };
}

/** Its arguments; as they are written, where nobody knows what they come to. */
function asFarAsKnown(
  { type, attributes }: Resource,
  planned: Arguments = {},
  config: ByHandProps["config"],
) {
  const known = Object.entries(planned).filter(([, value]) => value !== UNKNOWN);
  const args: Arguments = { ...attributes, ...Object.fromEntries(known) };
  const document = type === "vault_policy" ? documentIn(args.policy, config) : undefined;
  return document === undefined ? args : { ...args, policy: document };
}

/** The policy that a data source of Vault's provider makes of rules. */
function documentIn(policy: unknown, { data }: ByHandProps["config"]): string | undefined {
  const [, name] = /^\$\{data\.vault_policy_document\.([\w-]+)\.hcl\}$/.exec(String(policy)) ?? [];
  const all = entries(entries(data).find(([type]) => type === "vault_policy_document")?.[1]);
  const content = all.find(([each]) => each === name)?.[1] as { rule?: unknown } | undefined;
  const rules = [content?.rule ?? []].flat() as readonly { path?: unknown; capabilities?: unknown }[];
  if (!rules.length) return undefined;
  return rules
    .map(
      ({ path, capabilities }) =>
        `path ${JSON.stringify(path)} { capabilities = ${JSON.stringify(texts(capabilities))} }`,
    )
    .join("\n");
}

const UNACCEPTED = (type: string) =>
  `no construct describes this: ${type}; describe it by the constructs' props, move it into a stack of its own, or ` +
  'acknowledge it: Guardrails.acknowledge(construct, "undescribed", "why")';

function reasonOf(
  { path }: UndescribedDescription,
  { acknowledged = [] }: AccessManifest,
): string | undefined {
  const found = acknowledged.find(
    (each) =>
      each.rule === "undescribed" &&
      (each.path === path || [`${each.path}/`, `${each.path} (`].some((start) => path.startsWith(start))),
  );
  return found && `acknowledged: ${found.reason}`;
}

/** Its arguments, as far as they are known before Terraform runs. Undefined where it takes from others what nobody set. */
function plannedArguments(resource: Resource, { config, standIns }: ByHandProps) {
  const byAddress = new Map(resourcesOf(config).map((each) => [each.address, each.attributes]));
  const valueOf = (reference: Reference, on: readonly string[] = []): unknown => {
    if (reference.kind !== "attribute") return UNKNOWN;
    const name = `${reference.address}.${reference.attribute}`;
    const value = byAddress.get(reference.address)?.[reference.attribute];
    if (value === undefined || on.includes(name)) return UNKNOWN;
    return evaluate(value, (each) => valueOf(each, [...on, name]));
  };
  const attributes = standIns(resource);
  return attributes && (evaluate(attributes, (each) => valueOf(each)) as Record<string, unknown>);
}

/** Whether a handler makes it, and where it is to be made is in the stack. */
function isKnown(
  type: string,
  planned: Readonly<Record<string, unknown>> | undefined,
  props: ByHandProps,
): boolean {
  const handler = HANDLERS[type];
  if (!planned || !handler || type === "vault_generic_endpoint") return false;
  const problems: string[] = [];
  readArguments(planned, { ...handler.arguments, ...META_ARGUMENTS }, (argument) => problems.push(argument));
  const { backend } = planned;
  return !problems.length && (backend === undefined || mountsIn(props.config).includes(String(backend)));
}

function mountsIn(config: ByHandProps["config"]): string[] {
  return resourcesOf(config)
    .filter(({ type }) => type === "vault_mount" || type === "vault_auth_backend")
    .map(({ attributes }) => String(attributes.path ?? attributes.type));
}
