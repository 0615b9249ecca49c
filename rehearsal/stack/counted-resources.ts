import type { Resource } from "../../constructs/guardrails/rendered/resources";

/** What is another one in each of the resources that are counted. */
const INDEX = "${count.index}";

/** Of a resource whose `count` numbers it, each by itself; who waits for it waits for all of them. */
export function countedOut(resources: readonly Resource[]): Resource[] {
  const counted = new Map<string, string[]>();
  const single = resources.flatMap((resource) => {
    const { count, ...attributes } = resource.attributes;
    if (typeof count !== "number" || !JSON.stringify(attributes).includes(INDEX)) return [resource];
    const each = Array.from({ length: count }, (_, index) => numbered({ ...resource, attributes }, index));
    counted.set(
      resource.address,
      each.map(({ address }) => address),
    );
    return each;
  });
  if (!counted.size) return single;
  return single.map((resource) => {
    const dependsOn = resource.attributes.depends_on;
    if (!Array.isArray(dependsOn)) return resource;
    const all = dependsOn.flatMap((address: string) => counted.get(address) ?? [address]);
    return { ...resource, attributes: { ...resource.attributes, depends_on: all } };
  });
}

function numbered(resource: Resource, index: number): Resource {
  const attributes = JSON.stringify(resource.attributes).replaceAll(INDEX, String(index));
  return {
    ...resource,
    address: `${resource.address}[${index}]`,
    attributes: JSON.parse(attributes) as Resource["attributes"],
  };
}
