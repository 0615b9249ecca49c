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

/** What is done with a resource, once others are done. */
export interface Step {
  readonly name: string;
  /** The names of those that it waits for. */
  readonly after: readonly string[];
}

/**
 * Runs an action for every step once those that it waits for are done, ten at once, the last declared first: what
 * forgets to wait for another is begun before it. What waited for a step comes next after it, so that a database is
 * complete before another is begun. There must be no cycle.
 *
 * @returns what was thrown by those that failed, in the order in which they are declared; those that wait for one are not begun
 */
export async function inOrder<Each extends Step>(
  steps: readonly Each[],
  action: (step: Each) => Promise<void>,
): Promise<ReadonlyMap<Each, unknown>> {
  const waiting = new WaitingSteps(steps);
  const failures = new Map<Each, unknown>();
  let free = AT_ONCE;
  const run = async (step: Each): Promise<void> => {
    try {
      await action(step);
      waiting.finish(step);
    } catch (error) {
      failures.set(step, error);
    }
    free++;
    await runReady();
  };
  const runReady = async (): Promise<void> => {
    const begun: Promise<void>[] = [];
    for (; free && waiting.ready.length; free--) begun.push(run(waiting.ready.pop() as Each));
    await Promise.all(begun);
  };
  await runReady();
  return new Map(
    steps.filter((step) => failures.has(step)).map((step) => [step, failures.get(step)] as const),
  );
}

/** Which steps wait for which others. */
class WaitingSteps<Each extends Step> {
  /** Those that wait for nothing any more; the last one is next. */
  readonly ready: Each[] = [];
  private readonly missing = new Map<Each, Set<string>>();
  private readonly dependents = new Map<string, Each[]>();

  constructor(steps: readonly Each[]) {
    for (const { name } of steps) this.dependents.set(name, []);
    for (const step of steps) {
      const after = step.after.filter((name) => this.dependents.has(name));
      this.missing.set(step, new Set(after));
      for (const name of new Set(after)) this.dependents.get(name)?.push(step);
      if (!after.length) this.ready.push(step);
    }
  }

  finish({ name }: Each): void {
    for (const dependent of this.dependents.get(name) ?? []) {
      const missing = this.missing.get(dependent);
      if (missing?.delete(name) && !missing.size) this.ready.push(dependent);
    }
  }
}
