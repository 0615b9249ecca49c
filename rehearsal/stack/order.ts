import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { referencesIn } from "../../constructs/guardrails/rendered/expressions";
import { texts } from "../../constructs/guardrails/rendered/literal";

/** The addresses a resource waits for. */
export function dependenciesOf(resource: Resource): string[] {
  const referenced = referencesIn(resource.attributes).flatMap(({ reference }) =>
    reference?.kind === "attribute" ? [reference.address] : [],
  );
  return [...new Set([...referenced, ...texts(resource.attributes.depends_on)])];
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

/** As many as Terraform does. */
const AT_ONCE = 10;

/**
 * Runs an action for every resource once those that it waits for are done, ten at once, the last declared first: what
 * forgets to wait for another is begun before it. What waited for a resource comes next after it, so that a database is
 * complete before another is begun. There must be no cycle.
 *
 * @throws what the first resource threw that failed; those that wait for one are not begun
 */
export async function inOrder(
  resources: readonly Resource[],
  action: (resource: Resource) => Promise<void>,
): Promise<void> {
  const waiting = new WaitingResources(resources);
  const failures = new Map<Resource, unknown>();
  let free = AT_ONCE;
  const run = async (resource: Resource): Promise<void> => {
    try {
      await action(resource);
      waiting.finish(resource);
    } catch (error) {
      failures.set(resource, error);
    }
    free++;
    await runReady();
  };
  const runReady = async (): Promise<void> => {
    const begun: Promise<void>[] = [];
    for (; free && waiting.ready.length; free--) begun.push(run(waiting.ready.pop() as Resource));
    await Promise.all(begun);
  };
  await runReady();
  const failed = resources.find((resource) => failures.has(resource));
  if (failed) throw failures.get(failed);
}

/** Which resources wait for which others. */
class WaitingResources {
  /** Those that wait for nothing any more; the last one is next. */
  readonly ready: Resource[] = [];
  private readonly missing = new Map<Resource, Set<string>>();
  private readonly dependents = new Map<string, Resource[]>();

  constructor(resources: readonly Resource[]) {
    for (const { address } of resources) this.dependents.set(address, []);
    for (const resource of resources) {
      const dependencies = dependenciesOf(resource).filter((address) => this.dependents.has(address));
      this.missing.set(resource, new Set(dependencies));
      for (const address of dependencies) this.dependents.get(address)?.push(resource);
      if (!dependencies.length) this.ready.push(resource);
    }
  }

  finish({ address }: Resource): void {
    for (const dependent of this.dependents.get(address) ?? []) {
      const missing = this.missing.get(dependent);
      if (missing?.delete(address) && !missing.size) this.ready.push(dependent);
    }
  }
}
