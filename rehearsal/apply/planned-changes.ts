import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { Ancestors } from "../stack/ancestors";
import type { ResourceChange } from "./applier";
import { changedArguments } from "./changed-arguments";
import type { Arguments, Handler } from "./handler";
import { HANDLERS } from "./handlers";

/** A resource as it was applied last. */
export interface AppliedResource {
  readonly resource: Resource;
  readonly args: Arguments;
  /** What it can be referred to by besides its arguments. */
  readonly exported: Arguments;
  /** The addresses of all that it waited for, also by others. */
  readonly dependencies: ReadonlySet<string>;
}

/** What is to be done with a resource; those that Terraform forgets are opened each time. */
export interface PlannedChange {
  readonly address: string;
  readonly action: ResourceChange["action"] | "none" | "open";
  /** What it is to be; nothing where it is destroyed. */
  readonly resource?: Resource;
  /** What it is to wait for, also by others. */
  readonly dependencies: ReadonlySet<string>;
  /** What it is now; nothing where it isn't there. */
  readonly before?: AppliedResource;
}

/** What `planned` says of a resource, and `applied` of what is there. */
export function plannedChanges(
  resources: readonly Resource[],
  applied: readonly AppliedResource[],
  argumentsOf: (resource: Resource) => Arguments,
): PlannedChange[] {
  const ancestors = new Ancestors(resources);
  const byAddress = new Map(applied.map((each) => [each.resource.address, each]));
  const addresses = new Set(resources.map(({ address }) => address));
  const gone = applied.filter(({ resource }) => !addresses.has(resource.address));
  return [
    ...resources.map((resource) => {
      const { address } = resource;
      const before = byAddress.get(address);
      const action = actionOn(resource, before, argumentsOf);
      return { address, action, resource, before, dependencies: ancestors.of(address) };
    }),
    ...gone.map((before) => destruction(before)),
  ];
}

/** A resource that isn't described any more. */
export function destruction(before: AppliedResource): PlannedChange {
  return { address: before.resource.address, action: "destroy", before, dependencies: new Set() };
}

/** A resource whose replacement is there already, and has its address. */
export function destructionOfReplaced(before: AppliedResource): PlannedChange {
  return { ...destruction(before), address: `${before.resource.address} (deposed)` };
}

/** Arguments as the provider will see them: some stay as they are where they are given no more. */
export function withKept(type: string, args: Arguments, before: Arguments = {}): Arguments {
  const { kept = [] } = HANDLERS[type] as Handler;
  const missing = kept.filter((name) => args[name] === undefined && before[name] !== undefined);
  return { ...args, ...Object.fromEntries(missing.map((name) => [name, before[name]])) };
}

function actionOn(
  resource: Resource,
  before: AppliedResource | undefined,
  argumentsOf: (resource: Resource) => Arguments,
): PlannedChange["action"] {
  const { type, attributes } = resource;
  if (type.startsWith("ephemeral.")) return "open";
  if (!before) return "create";
  const { replacedBy } = HANDLERS[type] as Handler;
  const args = withKept(type, argumentsOf(resource), before.args);
  const changed = changedArguments(before.args, args, ignoredOf(resource));
  if (before.resource.attributes.provider !== attributes.provider) return "replace";
  if (!changed.length) return "none";
  return changed.some((name) => replacedBy.includes(name)) ? "replace" : "update";
}

interface Lifecycle {
  readonly ignore_changes?: readonly string[];
  readonly create_before_destroy?: unknown;
}

function lifecycleOf({ attributes }: Resource): Lifecycle {
  const [lifecycle] = [attributes.lifecycle ?? {}].flat() as Lifecycle[];
  return lifecycle ?? {};
}

/** The arguments whose changes Terraform overlooks. */
export function ignoredOf(resource: Resource): readonly string[] {
  return lifecycleOf(resource).ignore_changes ?? [];
}

/** Whether a new one is to be there before the one that it replaces is destroyed. */
export function isCreatedFirst(resource: Resource): boolean {
  return String(lifecycleOf(resource).create_before_destroy) === "true";
}
