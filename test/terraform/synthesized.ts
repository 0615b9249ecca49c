import { readFileSync } from "node:fs";
import { join } from "node:path";
import { TerraformStack, type App } from "cdktf";
import { readSynthesizedStack, type SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { addProviders, OTHER_STACKS } from "../other-stacks";
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

/** One of the other stacks, by what it is. */
export function otherStack(what: string): Synthesized {
  return synthesized("test", (app) => {
    const stack = new TerraformStack(app, "test");
    addProviders(stack);
    OTHER_STACKS.find(([each]) => each === what)?.[1](stack);
  });
}
