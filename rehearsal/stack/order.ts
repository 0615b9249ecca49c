import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { referencesIn } from "../../constructs/guardrails/rendered/expressions";

/** The addresses a resource waits for. */
export function dependenciesOf(resource: Resource): string[] {
  const referenced = referencesIn(resource.attributes).flatMap(({ reference }) =>
    reference?.kind === "attribute" ? [reference.address] : [],
  );
  return [...new Set([...referenced, ...((resource.attributes.depends_on as string[] | undefined) ?? [])])];
}

/** Resources that wait for each other in a circle: `a`, `b`, `a`. */
export function findCycle(resources: readonly Resource[]): string[] | undefined {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const done = new Set<string>();
  const visit = (address: string, path: readonly string[]): string[] | undefined => {
    if (path.includes(address)) return [...path.slice(path.indexOf(address)), address];
    const resource = byAddress.get(address);
    if (!resource || done.has(address)) return undefined;
    for (const dependency of dependenciesOf(resource)) {
      const cycle = visit(dependency, [...path, address]);
      if (cycle) return cycle;
    }
    done.add(address);
    return undefined;
  };
  for (const { address } of resources) {
    const cycle = visit(address, []);
    if (cycle) return cycle;
  }
  return undefined;
}

/** Runs an action for every resource, as soon as those it waits for are done. There must be no cycle. */
export async function inOrder(
  resources: readonly Resource[],
  action: (resource: Resource) => Promise<void>,
): Promise<void> {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  const started = new Map<string, Promise<void>>();
  const start = (resource: Resource): Promise<void> => {
    const known = started.get(resource.address);
    if (known) return known;
    const dependencies = dependenciesOf(resource).flatMap((address) => byAddress.get(address) ?? []);
    const running = Promise.all(dependencies.map(start)).then(() => action(resource));
    started.set(resource.address, running);
    return running;
  };
  const outcomes = await Promise.allSettled(resources.map(start));
  const failed = outcomes.find((outcome) => outcome.status === "rejected");
  if (failed) throw failed.reason;
}
