import { dependable, type ITerraformDependable, type TerraformElement, TerraformResource } from "cdktf";
import type { DescribedResource } from "../guardrails/rendered/undescribed";
import { StackDescription } from "./stack-description";

type Blocks = Readonly<Record<string, Record<string, Record<string, Record<string, unknown>>>>>;

/**
 * Takes down what a construct of this library writes, before anybody else can change it: what is rendered in the end is
 * compared with it.
 */
export function written<Element extends TerraformElement>(element: Element): Element {
  StackDescription.of(element).written.set(element, rendered(element));
  return element;
}

/** The same of a resource that waits for others. */
export function writtenAfter<Resource extends TerraformResource>(
  others: readonly ITerraformDependable[],
  resource: Resource,
): Resource {
  resource.dependsOn = others.map((other) => addressOf(other, resource));
  return written(resource);
}

/** Whether a construct of this library writes it. */
export function isWritten(element: TerraformElement): boolean {
  return StackDescription.of(element).written.has(element);
}

/** The same for arguments that the construct itself sets later, and for no others. */
export function writtenLater(element: TerraformElement, names: readonly string[]): void {
  const now = rendered(element).attributes;
  const known = StackDescription.of(element).written.get(element);
  for (const name of names) Object.assign(known?.attributes ?? {}, { [name]: now[name] });
}

/** Has a resource wait for more, as if it had been written so: what somebody else has done to it since stays a change. */
export function waitAlso(resource: TerraformResource, others: readonly ITerraformDependable[]): void {
  const addresses = others.map((other) => addressOf(other, resource));
  const withOthers = (waitsFor: unknown = []) => [...new Set([...(waitsFor as string[]), ...addresses])];
  const known = StackDescription.of(resource).written.get(resource);
  Object.assign(known?.attributes ?? {}, { depends_on: withOthers(known?.attributes.depends_on) });
  resource.dependsOn = withOthers(resource.dependsOn);
}

/**
 * The address of what a resource waits for, as its `depends_on` takes it. Of what the library wrote in the same stack it is
 * text: cdktf keeps a stack trace of every token, and tokens of all dependencies took a third of a synthesis.
 */
export function addressOf(other: ITerraformDependable, resource: TerraformResource): string {
  if (!TerraformResource.isTerraformResource(other)) return dependable(other);
  const { written } = StackDescription.of(resource);
  return written.has(other) ? `${other.terraformResourceType}.${other.friendlyUniqueId}` : dependable(other);
}

/** What an element renders now, with tokens that are still to be resolved. */
function rendered(element: TerraformElement): Omit<DescribedResource, "path" | "address"> {
  const blocks = element.toTerraform() as Blocks;
  const [[block, types] = ["", {}]] = Object.entries(blocks).filter(([, each]) => each !== undefined);
  const [[type, named] = ["", {}]] = Object.entries(types);
  const attributes = named[element.friendlyUniqueId] ?? {};
  return { type: block === "resource" ? type : `${block}.${type}`, attributes };
}
