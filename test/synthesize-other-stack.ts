import type { SynthesizedStack } from "../rehearsal/stack/synthesized-stack";
import { addOtherStack } from "./other-stacks";
import { synthesizeStack } from "./synthesize";

/** One of the other stacks, by its name. */
export function synthesizeOtherStack(name: string): SynthesizedStack {
  return synthesizeStack((stack) => addOtherStack(stack, name));
}
