import { synthesize } from "../../bench/synthesis/synthesize";
import { type Resource, resourcesOf } from "../../constructs/guardrails/rendered/resources";

/** Resources by what they are; where they come from is another construct. */
const contents = (config: Readonly<Record<string, unknown>>) =>
  resourcesOf(config)
    .map(({ address, attributes }: Resource) => ({ address, attributes }))
    .sort((a, b) => (a.address < b.address ? -1 : 1));

test("bare bindings make the same resources as the library, with guardrails and without", () => {
  const described = synthesize("without guardrails", 2);
  expect(contents(described.config)).toHaveLength(86);
  const bare = synthesize("bare bindings", 2, described.config);
  expect(contents(bare.config)).toEqual(contents(described.config));
  expect(contents(synthesize("with guardrails", 2).config)).toEqual(contents(described.config));
});
