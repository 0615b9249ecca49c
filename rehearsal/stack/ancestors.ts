import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { dependenciesOf } from "./order";

/** What each resource waits for, directly or by others. There must be no cycle. */
export class Ancestors {
  private readonly byAddress: ReadonlyMap<string, Resource>;
  private readonly known = new Map<string, ReadonlySet<string>>();

  constructor(resources: readonly Resource[]) {
    this.byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  }

  of(address: string): ReadonlySet<string> {
    const known = this.known.get(address);
    if (known) return known;
    const resource = this.byAddress.get(address);
    const direct = resource ? dependenciesOf(resource) : [];
    const all = new Set(direct.flatMap((dependency) => [dependency, ...this.of(dependency)]));
    this.known.set(address, all);
    return all;
  }
}
