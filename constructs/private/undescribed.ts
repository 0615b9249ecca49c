import type { UndescribedDescription } from "../access/guardrails-description";
import { type DescribedResource, undescribedParts } from "../guardrails/rendered/undescribed";
import { withoutResource } from "./construct-path";
import { renderedConfig } from "./rendered-config";
import { resolved } from "./resolved";
import type { StackDescription } from "./stack-description";

/** What no construct of this library wrote in a stack, as it is rendered. */
export function undescribedOf(description: StackDescription): readonly UndescribedDescription[] {
  return undescribedIn(description, renderedConfig(description));
}

/** The same in what it was rendered to. */
export function undescribedIn(
  description: StackDescription,
  config: Readonly<Record<string, unknown>>,
): UndescribedDescription[] {
  const { stack, entries } = description;
  const servers = (entries.databases ?? []).map((entry) => entry().server);
  return undescribedParts({
    path: stack.node.path,
    config,
    written: describedResources(description),
    servers,
  });
}

/** What constructs of this library wrote in a stack, with every token resolved. */
function describedResources({ stack, written }: StackDescription): DescribedResource[] {
  return [...written].map(([element, { type, attributes }]) => ({
    path: withoutResource(element.node.path),
    type,
    address: `${type}.${element.friendlyUniqueId}`,
    attributes: resolved(stack, attributes) as Record<string, unknown>,
  }));
}
