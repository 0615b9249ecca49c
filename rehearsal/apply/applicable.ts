import { RehearsalError } from "../../clients/could-not-tell";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { type Reference, referencesIn } from "../../constructs/guardrails/rendered/expressions";
import { META_ARGUMENTS } from "./handler";
import { HANDLERS } from "./handlers";
import { dependenciesOf, findCycle } from "../stack/order";

/**
 * Makes sure that everything in a stack has a meaning here, before anything is started.
 * @throws RehearsalError that names all that has none
 */
export function expectApplicable(stack: SynthesizedStack): void {
  const addresses = new Set(stack.resources.map(({ address }) => address));
  const problems = stack.resources.flatMap((resource) => problemsOf(resource, stack, addresses));
  const cycle = problems.length ? undefined : findCycle(stack.resources);
  if (cycle) problems.push(`a circle of resources that wait for each other: ${cycle.join(" → ")}`);
  if (!problems.length) return;
  const advice = "A rehearsal knows only what this library emits. Move the rest into a stack of its own.";
  throw new RehearsalError(
    `Stack "${stack.name}" can't be rehearsed:\n${problems.map((line) => `  ${line}`).join("\n")}`,
    advice,
  );
}

function problemsOf(resource: Resource, stack: SynthesizedStack, addresses: ReadonlySet<string>): string[] {
  const { address, type, attributes } = resource;
  const handler = HANDLERS[type];
  if (!handler) return [`${address}: resource type "${type}" is not known`];
  const known = [...handler.known, ...META_ARGUMENTS];
  return [
    ...Object.keys(attributes)
      .filter((name) => !known.includes(name))
      .map((name) => `${address}: argument "${name}" is not known`),
    ...referencesIn(attributes).flatMap(({ text, reference }) => {
      if (!reference) return [`${address}: expression "${text}" is not known`];
      return isThere(reference, stack, addresses)
        ? []
        : [`${address}: "${text}" refers to nothing in the stack`];
    }),
    ...dependenciesOf(resource)
      .filter((dependency) => !addresses.has(dependency))
      .map((dependency) => `${address}: depends_on names "${dependency}", which is not in the stack`),
  ];
}

function isThere(reference: Reference, stack: SynthesizedStack, addresses: ReadonlySet<string>): boolean {
  if (reference.kind === "variable") return reference.name in stack.variables;
  return reference.kind === "file" || addresses.has(reference.address);
}
