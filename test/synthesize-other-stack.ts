import type { SynthesizedStack } from "../rehearsal/stack/synthesized-stack";
import { addProviders, OTHER_STACKS } from "./other-stacks";
import { synthesizeStack } from "./synthesize";

/** One of the other stacks, by its name. */
export function synthesizeOtherStack(name: string): SynthesizedStack {
  return synthesizeStack((stack) => {
    addProviders(stack);
    OTHER_STACKS.find(([what]) => what === name)?.[1](stack);
  });
}
