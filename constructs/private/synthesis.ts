import { join } from "node:path";
import type { TerraformStack } from "cdktf";
import { addCustomSynthesis } from "cdktf/lib/synthesize/synthesizer";

type Write = (fileFor: (name: string) => string) => void;

const writersOf = new WeakMap<TerraformStack, Write[]>();

/** Writes files next to the stack's `cdk.tf.json`, once everything is found to be right. */
export function onSynthesis(stack: TerraformStack, write: Write): void {
  const writers = writersOf.get(stack);
  if (writers) {
    writers.push(write);
    return;
  }
  const first = [write];
  writersOf.set(stack, first);
  // cdktf keeps one custom synthesis per construct.
  addCustomSynthesis(stack, {
    onSynthesize: ({ outdir, manifest }) => {
      const { workingDirectory } = manifest.forStack(stack);
      for (const each of first) each((name) => join(outdir, workingDirectory, name));
    },
  });
}
