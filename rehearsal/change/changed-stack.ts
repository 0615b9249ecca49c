import type { SynthesizedStack } from "../stack/synthesized-stack";

/** What a stack is changed from. */
export interface ChangedStack {
  /** As it was. */
  readonly before: SynthesizedStack;
  /** How it was named. */
  readonly from: string;
  /** What somebody runs who revokes what has to end before the change. */
  readonly drainCommand: string;
}
