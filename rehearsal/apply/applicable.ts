import { RehearsalError } from "../../clients/could-not-tell";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { dependenciesOf, findCycle } from "../stack/order";
import { PlannedArguments } from "../stack/planned-arguments";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { blockProblems } from "./blocks";
import { type Handler, META_ARGUMENTS } from "./handler";
import { HANDLERS } from "./handlers";
import { readArguments } from "./kinds";
import { providerOfResourceProblems } from "./providers";
import { ephemeralProblems, referenceProblems } from "./references";
import { generationProblems, installationProblems, rotationProblems } from "./rotation";

/**
 * Makes sure that everything in a stack has a meaning here, before anything is started.
 * @throws RehearsalError that names all that has none
 */
export function expectApplicable(stack: SynthesizedStack): void {
  const planned = new PlannedArguments(stack);
  const problems = [
    ...blockProblems(stack, planned),
    ...stack.resources.flatMap((resource) => problemsOf(resource, stack, planned)),
  ];
  if (!problems.length)
    problems.push(...generationProblems(stack, planned), ...installationProblems(stack, planned));
  const cycle = problems.length ? undefined : findCycle(stack.resources);
  if (cycle) problems.push(`a circle of resources that wait for each other: ${cycle.join(" → ")}`);
  if (!problems.length) return;
  const advice = "A rehearsal knows only what this library emits. Move the rest into a stack of its own.";
  throw new RehearsalError(
    `Stack "${stack.name}" can't be rehearsed:\n${problems.map((line) => `  ${line}`).join("\n")}`,
    advice,
  );
}

function problemsOf(resource: Resource, stack: SynthesizedStack, planned: PlannedArguments): string[] {
  const { address, type, attributes } = resource;
  const handler = HANDLERS[type];
  if (!handler) return [`${address}: resource type "${type}" is not known`];
  const problems = [
    ...argumentProblems(planned.of(resource), handler),
    ...referenceProblems(attributes, planned),
    ...ephemeralProblems(attributes, planned),
    ...providerOfResourceProblems(resource, stack),
    ...dependenciesOf(resource)
      .filter((dependency) => !planned.has({ kind: "attribute", address: dependency, attribute: "id" }))
      .map((dependency) => `depends_on names "${dependency}", which is not in the stack`),
  ];
  if (!problems.length && type === "vault_generic_endpoint")
    problems.push(...rotationProblems(planned.of(resource), stack));
  return problems.map((problem) => `${address}: ${problem}`);
}

function argumentProblems(args: Readonly<Record<string, unknown>>, handler: Handler): string[] {
  const problems: string[] = [];
  const read = readArguments(args, { ...handler.arguments, ...META_ARGUMENTS }, (argument, problem) =>
    problems.push(`argument "${argument}" ${problem}`),
  );
  const { ignore_changes: ignored } = (read.lifecycle ?? {}) as { ignore_changes?: readonly string[] };
  for (const name of ignored ?? []) {
    if (handler.mayIgnore?.includes(name) && args[name] === undefined) continue;
    problems.push(
      `argument "lifecycle.ignore_changes" names "${name}", of which later changes would never be applied`,
    );
  }
  return problems;
}
