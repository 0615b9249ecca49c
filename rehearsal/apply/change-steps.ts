import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { dependenciesOf, type Step } from "../stack/order";
import { isCreatedFirst, type PlannedChange } from "./planned-changes";

/** One half of a change: a resource is destroyed, or it is made or changed. */
export interface ChangeStep extends Step {
  readonly change: PlannedChange;
  readonly destroys: boolean;
}

/**
 * What is done, and what has to be done before it. What waits for another is destroyed before it, and what is changed or made
 * comes after what it waited for until now was destroyed, unless the new one is to be there first.
 *
 * @see Terraform's source, docs/destroying.md and internal/terraform/transform_destroy_edge.go
 */
export function changeSteps(changes: readonly PlannedChange[]): ChangeStep[] {
  const order = new StepOrder(changes);
  changes.forEach((change) => order.addMaking(change));
  changes.forEach((change) => order.addDestroying(change));
  order.createFirst(createdFirst(changes));
  return changes.flatMap((change) => [
    ...(destroys(change) ? [order.step(change, true)] : []),
    ...(makes(change) ? [order.step(change, false)] : []),
  ]);
}

const destroys = ({ action }: PlannedChange) => action === "destroy" || action === "replace";
const makes = ({ action }: PlannedChange) => action !== "destroy";
const isQuiet = ({ action }: PlannedChange) => action === "none" || action === "open";

/** The name of the step that destroys what is at an address; the other one has the address for its name. */
const destroying = (address: string) => `${address} (destroy)`;

class StepOrder {
  private readonly byAddress: ReadonlyMap<string, PlannedChange>;
  /** What each step waits for. */
  private readonly after = new Map<string, Set<string>>();

  constructor(changes: readonly PlannedChange[]) {
    this.byAddress = new Map(changes.map((change) => [change.address, change]));
  }

  step(change: PlannedChange, isDestroying: boolean): ChangeStep {
    const name = isDestroying ? destroying(change.address) : change.address;
    return { name, after: [...(this.after.get(name) ?? [])], change, destroys: isDestroying };
  }

  /** A resource is made after what it is to wait for, and after what it waited for until now is destroyed. */
  addMaking(change: PlannedChange): void {
    const { address, resource } = change;
    if (!resource) return;
    for (const dependency of dependenciesOf(resource)) this.wait(address, dependency);
    if (destroys(change)) this.wait(address, destroying(address));
    if (isQuiet(change)) return;
    for (const dependency of this.until(change))
      if (this.isDestroyed(dependency)) this.wait(address, destroying(dependency));
  }

  /** A resource is destroyed before what it waited for is destroyed or changed. */
  addDestroying(change: PlannedChange): void {
    if (!destroys(change)) return;
    const name = destroying(change.address);
    for (const dependency of this.until(change)) {
      const other = this.byAddress.get(dependency);
      if (!other) continue;
      if (destroys(other)) this.waitUnlessInCircle(destroying(dependency), name, change, other);
      if (makes(other) && !isQuiet(other)) this.waitUnlessInCircle(dependency, name, change, other);
    }
  }

  /** Whatever is made waited for the destruction of these: now it is the other way round. */
  createFirst(addresses: ReadonlySet<string>): void {
    for (const address of addresses) {
      if (!this.isDestroyed(address)) continue;
      const name = destroying(address);
      for (const [waiting, after] of this.after)
        if (this.byAddress.has(waiting) && after.delete(name)) this.wait(name, waiting);
    }
  }

  private isDestroyed(address: string): boolean {
    const change = this.byAddress.get(address);
    return change !== undefined && destroys(change);
  }

  /** What a resource waited for when it was applied last, and what it is to wait for, where it is there still. */
  private until({ before, dependencies }: PlannedChange): ReadonlySet<string> {
    return before ? new Set([...before.dependencies, ...dependencies]) : new Set();
  }

  /** Between resources of two providers Terraform leaves out what would make it wait for itself. */
  private waitUnlessInCircle(waiting: string, name: string, one: PlannedChange, other: PlannedChange): void {
    if (providerOf(one) !== providerOf(other) && this.waitsFor(name, waiting)) return;
    this.wait(waiting, name);
  }

  private waitsFor(waiting: string, name: string, seen = new Set<string>()): boolean {
    if (waiting === name) return true;
    if (seen.has(waiting)) return false;
    seen.add(waiting);
    return [...(this.after.get(waiting) ?? [])].some((each) => this.waitsFor(each, name, seen));
  }

  private wait(waiting: string, name: string): void {
    const after = this.after.get(waiting);
    if (after) after.add(name);
    else this.after.set(waiting, new Set([name]));
  }
}

/** Those that say so, and all that they wait for: otherwise these would be destroyed before. */
function createdFirst(changes: readonly PlannedChange[]): ReadonlySet<string> {
  const saying = changes.filter((change) => isCreatedFirst(resourceOf(change)));
  return new Set(
    saying.flatMap(({ address, resource, dependencies, before }) => [
      address,
      ...(resource ? dependencies : (before?.dependencies ?? [])),
    ]),
  );
}

function resourceOf({ resource, before }: PlannedChange): Resource {
  return (resource ?? before?.resource) as Resource;
}

function providerOf(change: PlannedChange): string {
  return resourceOf(change).type.replace(/_.*$/, "");
}
