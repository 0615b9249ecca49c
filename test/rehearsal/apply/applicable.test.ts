import { expectApplicable } from "../../../rehearsal/apply/applicable";
import { resourcesOf } from "../../../constructs/guardrails/rendered/resources";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { synthesizeEnvironment, synthesizeStack } from "../../synthesize";
import { addProviders, OTHER_STACKS } from "../../other-stacks";
import { REFUSALS, type Config, type Edit } from "./refusals";

const dev = synthesizeEnvironment("dev");

/** The stack with an edited `cdk.tf.json`. */
function edited(...edits: readonly Edit[]): SynthesizedStack {
  const config = structuredClone(dev.config) as unknown as Config;
  for (const edit of edits) edit(config);
  const variables = (config.variable ?? {}) as SynthesizedStack["variables"];
  return { ...dev, config: { ...config }, resources: resourcesOf({ ...config }), variables };
}

/** What is said of a stack that can't be applied: its lines. */
function refusal(stack: SynthesizedStack): string[] {
  try {
    expectApplicable(stack);
  } catch (error) {
    const { name, problem = "", advice } = error as Record<string, string>;
    expect(name).toBe("RehearsalError");
    expect(advice).toBe(
      "A rehearsal knows only what this library emits. Move the rest into a stack of its own.",
    );
    const [first, ...lines] = problem.split("\n");
    expect(first).toBe('Stack "dev" can\'t be rehearsed:');
    return lines.map((line) => line.slice(2));
  }
  return [];
}

test.each(["dev", "staging", "production"])("%s can be applied", (name) => {
  expect(() => expectApplicable(synthesizeEnvironment(name))).not.toThrow();
});

test.each(OTHER_STACKS)("%s can be applied", (_, build) => {
  const stack = synthesizeStack((scope) => {
    addProviders(scope);
    build(scope);
  });
  expect(() => expectApplicable(stack)).not.toThrow();
});

describe("a stack is refused for", () => {
  for (const [what, edit, ...lines] of REFUSALS)
    test(what, () => {
      expect(refusal(edited(edit))).toEqual(lines);
    });

  test("each resource of PostgreSQL that names no provider where each has an alias", () => {
    const lines = refusal(
      edited(({ provider }) => void (provider.postgresql = [{ alias: "eu" }, { alias: "us" }])),
    );
    const problem =
      'argument "provider" is missing, and each provider "postgresql" has an alias: Terraform would take an empty one';
    const made = dev.resources.filter(({ type }) => type.startsWith("postgresql_"));
    expect(lines.filter((line) => line.endsWith(problem))).toEqual(
      made.map(({ address }) => `${address}: ${problem}`),
    );
  });

  test("everything that is wrong, in one message", () => {
    const several = [
      "self_managed in a connection's block",
      "count of vault_mount",
      'the expression ${timestamp("a")}',
    ];
    const wrong = REFUSALS.filter(([what]) => several.includes(what));
    expect(refusal(edited(...wrong.map(([, edit]) => edit))).sort()).toEqual(
      wrong.flatMap(([, , ...lines]) => lines).sort(),
    );
  });
});
