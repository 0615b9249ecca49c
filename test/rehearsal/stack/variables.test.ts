import type { SynthesizedStack } from "../../../rehearsal/stack/synthesized-stack";
import { variableValues } from "../../../rehearsal/stack/variables";

const stackOf = (variables: SynthesizedStack["variables"], ...attributes: object[]) =>
  ({
    name: "dev",
    variables,
    resources: attributes.map((each) => ({ attributes: each })),
  }) as unknown as SynthesizedStack;

const valuesOf = (variables: SynthesizedStack["variables"], ...attributes: object[]) =>
  variableValues(stackOf(variables, ...attributes), {
    certificate: "a certificate",
    reviewerTokenOf: (path) => `a reviewer of ${path}`,
  });

describe("the value of a variable", () => {
  test("is its default, also one that is false, empty, null or of another type", () => {
    expect(
      valuesOf({
        text: { type: "string", default: "text" },
        empty: { type: "string", default: "" },
        no: { type: "bool", default: false },
        nothing: { type: "string", default: null },
        list: { type: "list(string)", default: ["a"] },
      }),
    ).toEqual({ text: "text", empty: "", no: false, nothing: null, list: ["a"] });
  });

  test("without a default is made up, for each another", () => {
    const { one, other } = valuesOf({ one: { type: "string" }, other: {} });
    expect(one).toMatch(/^[0-9a-f]{40}$/);
    expect(other).toMatch(/^[0-9a-f]{40}$/);
    expect(one).not.toBe(other);
  });

  test("without a default is a certificate where it is used as one", () => {
    const variables = { database: {}, cluster: {}, other: {}, given: { default: "given" } };
    const values = valuesOf(
      variables,
      { postgresql: { tls_ca: "${var.database}", username: "${var.other}" } },
      { kubernetes_ca_cert: "${var.cluster}", kubernetes_host: "${var.other}" },
      { kubernetes_ca_cert: "${var.given}" },
    );
    expect(values).toEqual({
      database: "a certificate",
      cluster: "a certificate",
      given: "given",
      other: expect.stringMatching(/^[0-9a-f]{40}$/),
    });
  });

  test("without a default is the token of a reviewer where it is used as one, of the first cluster where of two", () => {
    const values = valuesOf(
      { east: {}, shared: {} },
      { backend: "east", token_reviewer_jwt_wo: "${var.east}" },
      { backend: "west", token_reviewer_jwt_wo: "${var.shared}" },
      { backend: "south", token_reviewer_jwt_wo: "${var.shared}" },
    );
    expect(values).toEqual({ east: "a reviewer of east", shared: "a reviewer of west" });
  });

  test("that can't be made up is asked for", () => {
    expect(() => valuesOf({ networks: { type: "list(string)" } })).toThrow(
      expect.objectContaining({
        problem: 'Variable "networks" of stack "dev" is a list(string), for which no value can be made up.',
        advice: "Give it a default, or make it a string.",
      }),
    );
  });
});
