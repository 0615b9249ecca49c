import { Aspects, type IAspect, type TerraformStack } from "cdktf";
import { invokeAspects } from "cdktf/lib/synthesize/synthesizer";
import type { IConstruct } from "constructs";
import type { Finding } from "../finding";
import { withoutResource } from "./construct-path";

/**
 * Runs the aspects of stacks, each once for each construct, and tells what they throw: cdktf would run them stack by
 * stack, and the first error would hide all other findings.
 */
export function runAspects(stacks: readonly TerraformStack[]): Finding[] {
  const findings: Finding[] = [];
  for (const construct of stacks.flatMap((stack) => stack.node.findAll()))
    replaceAspects(construct, findings);
  for (const stack of stacks) invokeAspects(stack);
  return findings;
}

/** Gives a stack its aspects back when cdktf has been through them. */
export function restoreAspects(stack: TerraformStack): void {
  for (const construct of stack.node.findAll()) Reflect.deleteProperty(Aspects.of(construct), "all");
}

/** In place of a construct's aspects, cdktf sees ones that run once and don't throw. */
function replaceAspects(construct: IConstruct, findings: Finding[]): void {
  const aspects = Aspects.of(construct);
  const replaced = new Map(aspects.all.map((aspect) => [aspect, runningOnce(aspect, findings)]));
  const all = () =>
    (Object.getOwnPropertyDescriptor(Aspects.prototype, "all")?.get?.call(aspects) ?? []) as IAspect[];
  // One that an aspect adds is not run: cdktf warns of it.
  const get = () => all().map((aspect) => replaced.get(aspect) ?? IGNORED);
  Object.defineProperty(aspects, "all", { get, configurable: true });
}

const IGNORED: IAspect = { visit: () => undefined };

function runningOnce(aspect: IAspect, findings: Finding[]): IAspect {
  const visited = new Set<IConstruct>();
  return {
    visit: (construct) => {
      if (visited.has(construct)) return;
      visited.add(construct);
      try {
        aspect.visit(construct);
      } catch (error) {
        findings.push({
          rule: "aspect",
          path: withoutResource(construct.node.path),
          message: `an aspect failed here: ${(error as Error).message}`,
          fix: "fix the aspect, or what it looks at",
        });
      }
    },
  };
}
