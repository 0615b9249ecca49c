import { expectApplicable } from "../../../rehearsal/apply/applicable";
import { resourcesOf } from "../../../constructs/guardrails/rendered/resources";
import { countedOut } from "../../../rehearsal/stack/counted-resources";
import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { synthesizeEnvironment } from "../../synthesize";
import { OTHER_STACKS } from "../../other-stacks";
import { installationDigest } from "../../../constructs/postgres/statements/issuing-installation";
import { FUNCTIONS_STACK } from "../../issuance-stacks";
import { synthesizeOtherStack } from "../../synthesize-other-stack";
import { REFUSALS, resource, type Config, type Edit } from "./refusals";

const dev = synthesizeEnvironment("dev");

/** A stack with an edited `cdk.tf.json`. */
function edited(stack: SynthesizedStack, ...edits: readonly Edit[]): SynthesizedStack {
  const config = structuredClone(stack.config) as unknown as Config;
  for (const edit of edits) edit(config);
  const variables = (config.variable ?? {}) as SynthesizedStack["variables"];
  return { ...stack, config: { ...config }, resources: countedOut(resourcesOf({ ...config })), variables };
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
    expect(first).toBe(`Stack "${stack.name}" can't be rehearsed:`);
    return lines.map((line) => line.slice(2));
  }
  return [];
}

test.each(["dev", "staging", "production"])("%s can be applied", (name) => {
  expect(() => expectApplicable(synthesizeEnvironment(name))).not.toThrow();
});

test.each(OTHER_STACKS)("%s can be applied", (name) => {
  expect(() => expectApplicable(synthesizeOtherStack(name))).not.toThrow();
});

describe("a stack is refused for", () => {
  for (const [what, edit, ...lines] of REFUSALS)
    test(what, () => {
      expect(refusal(edited(dev, edit))).toEqual(lines);
    });

  test("each resource of PostgreSQL that names no provider where each has an alias", () => {
    const lines = refusal(
      edited(dev, ({ provider }) => void (provider.postgresql = [{ alias: "eu" }, { alias: "us" }])),
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
    expect(refusal(edited(dev, ...wrong.map(([, edit]) => edit))).sort()).toEqual(
      wrong.flatMap(([, , ...lines]) => lines).sort(),
    );
  });
});

describe("a rotation is refused that", () => {
  const functions = synthesizeOtherStack(FUNCTIONS_STACK);
  const [rotation] = functions.resources.filter(({ type }) => type === "vault_generic_endpoint");
  const says = JSON.parse(String(rotation?.attributes.data_json)) as { readonly functions: string };
  const refused = (is: string, instead: string) =>
    `${rotation?.address}: argument "data_json.functions" is "${is}" instead of ${instead}`;
  const digest = `"${says.functions}", the digest of what makes them`;

  test.each([
    ["is the same for other functions", '{"generation":1,"functions":"0"}', refused("0", digest)],
    ["says nothing of functions", '{"generation":1}', refused("undefined", digest)],
  ])("%s", (_, data, line) => {
    expect(refusal(edited(functions, resource("vault_generic_endpoint", { data_json: data })))).toEqual([
      line,
    ]);
  });

  test("is of other functions than those that are made", () => {
    const lines = refusal(edited(functions, resource("postgresql_function", { body: "BEGIN END" })));
    expect(lines).toEqual([
      refused(says.functions, `"${installationDigest("BEGIN END")}", the digest of what makes them`),
    ]);
  });
});
