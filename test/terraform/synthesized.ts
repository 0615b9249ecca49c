import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack, type App } from "cdktf";
import { readSynthesizedStack, type SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { addOtherStack } from "../other-stacks";
import { synthesizeInto } from "../synthesize";

/** A stack as a rehearsal reads it, and as Terraform does. */
export interface Synthesized {
  readonly stack: SynthesizedStack;
  readonly configuration: string;
}

/** One of the stacks of an app. */
export function synthesized(name: string, build: (app: App) => unknown): Synthesized {
  return synthesizeInto(build, (directory) => ({
    stack: readSynthesizedStack(join(directory, name)),
    configuration: readFileSync(join(directory, name, "cdk.tf.json"), "utf8"),
  }));
}

/** One of the other stacks, by its name. */
export function otherStack(name: string): Synthesized {
  return synthesized("test", (app) => addOtherStack(new TerraformStack(app, "test"), name));
}
