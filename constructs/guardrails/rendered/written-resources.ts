import type { WrittenResource } from "../../../policies/written-resource";
import { fillIn } from "./expressions";
import type { Resource } from "./resources";

/** Vault resources of a stack, with their references to each other filled in. */
export function writtenResources(resources: readonly Resource[]): WrittenResource[] {
  const byAddress = new Map(resources.map((resource) => [resource.address, resource]));
  return resources
    .filter(({ type }) => type.startsWith("vault_"))
    .map(({ type, attributes }) => ({
      type,
      attributes: Object.fromEntries(
        Object.entries(attributes).map(([name, value]) => [name, textIn(byAddress, value)]),
      ),
    }));
}

/** A text with its references to other resources' arguments filled in. */
export function textIn(resources: ReadonlyMap<string, Resource>, value: unknown): string {
  return fillIn(String(value ?? ""), (reference) => {
    if (reference.kind !== "attribute") return undefined;
    const { address, attribute } = reference;
    const found = resources.get(address)?.attributes[attribute];
    return found === undefined ? undefined : textIn(resources, found);
  });
}
