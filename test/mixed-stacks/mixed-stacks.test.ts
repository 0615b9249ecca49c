import { join } from "node:path";
import { TerraformStack } from "cdktf";
import { readSettings } from "../../rehearsal/stack/mixed/settings";
import { readSynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { failuresOf, rehearseStack } from "../rehearsal/rehearse-stack";
import { synthesizeInto } from "../synthesize";
import { addProviders, FOUND_STACKS, MIXED_STACKS, type MixedStack } from "./mixed-stacks";

function read({ build }: MixedStack, set: readonly string[]) {
  return synthesizeInto(
    (app) => {
      const stack = new TerraformStack(app, "test");
      addProviders(stack);
      build(stack);
    },
    (stacks) => readSynthesizedStack(join(stacks, "test"), readSettings(set)),
  );
}

describe("a rehearsal passes for a stack with", () => {
  for (const mixed of MIXED_STACKS)
    test(mixed.what, async () => {
      const stack = read(mixed, mixed.set ?? []);
      const report = await rehearseStack(stack);
      expect(failuresOf(report)).toEqual([]);
      expect(report.notChecked.map(({ what }) => what).sort()).toEqual([...(mixed.notChecked ?? [])].sort());
    });
});

describe("a rehearsal finds what is wrong with", () => {
  for (const mixed of FOUND_STACKS)
    test(mixed.what, async () => {
      const failures = failuresOf(await rehearseStack(read(mixed, [])));
      expect(failures).toEqual(expect.arrayContaining([...mixed.findings]));
    });
});
