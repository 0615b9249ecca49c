import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { Ancestors } from "../stack/ancestors";
import { PlannedArguments } from "../stack/planned-arguments";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import type { Need } from "./handler";
import { HANDLERS } from "./handlers";

/** A resource that Terraform may make too early, and why. */
export interface MissingDependency {
  readonly resource: Resource;
  readonly detail: string;
}

/** A resource with its arguments, as far as they are known. */
interface Planned {
  readonly resource: Resource;
  readonly args: Readonly<Record<string, unknown>>;
}

/**
 * Looks for resources that don't wait for what they need. An apply shows it only when it happens to make them first,
 * and Vault doesn't check everything. There must be no cycle.
 */
export function missingDependencies(stack: SynthesizedStack): MissingDependency[] {
  const plan = new PlannedArguments(stack);
  const planned = stack.resources.map((resource) => ({ resource, args: plan.of(resource) }));
  const ancestors = new Ancestors(stack.resources);
  return [...needsNotWaitedFor(planned, ancestors, stack), ...changesAtOnce(planned, ancestors)];
}

function needsNotWaitedFor(
  planned: readonly Planned[],
  ancestors: Ancestors,
  { access }: SynthesizedStack,
): MissingDependency[] {
  const byType = groupBy(planned, ({ resource }) => resource.type);
  return planned.flatMap(({ resource, args }) => {
    const needs = HANDLERS[resource.type]?.needs?.(args, access) ?? [];
    const waitedFor = ancestors.of(resource.address);
    return needs.flatMap((need) => {
      const candidates = (byType.get(need.type) ?? []).filter((other) => isMeant(need, other));
      const [first] = candidates;
      if (!first || candidates.some((other) => waitedFor.has(other.resource.address))) return [];
      const detail = `${resource.address} doesn't wait for ${first.resource.address}, which it needs`;
      return [{ resource, detail }];
    });
  });
}

function isMeant({ where }: Need, { args }: Planned): boolean {
  const is = (name: string, value: unknown) => (value ?? DEFAULTS[name]) === (args[name] ?? DEFAULTS[name]);
  return Object.entries(where).every(([name, value]) => is(name, value));
}

/** What an argument is where it isn't given. */
const DEFAULTS: Readonly<Record<string, unknown>> = { provider: "postgresql" };

/** Types that change what others of one database change, too: PostgreSQL refuses the second one. */
const ONE_AFTER_THE_OTHER = ["postgresql_grant", "postgresql_default_privileges"];

function changesAtOnce(planned: readonly Planned[], ancestors: Ancestors): MissingDependency[] {
  const changes = planned.filter(({ resource }) => ONE_AFTER_THE_OTHER.includes(resource.type));
  const byDatabase = groupBy(changes, ({ args }) => `${String(args.provider)}/${String(args.database)}`);
  return [...byDatabase.values()].flatMap((all) => {
    const count = ({ resource }: Planned) => ancestors.of(resource.address).size;
    const ordered = [...all].sort((one, other) => count(one) - count(other));
    return ordered.flatMap(({ resource, args }, index) => {
      const before = ordered[index - 1]?.resource.address;
      if (!before || ancestors.of(resource.address).has(before)) return [];
      const detail = `${resource.address} and ${before} change database ${String(args.database)} at once: neither waits for the other`;
      return [{ resource, detail }];
    });
  });
}

function groupBy<Each>(all: readonly Each[], keyOf: (each: Each) => string): Map<string, Each[]> {
  const groups = new Map<string, Each[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return groups;
}
