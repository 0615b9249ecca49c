import { UNKNOWN } from "../../../constructs/guardrails/rendered/expressions";
import {
  block,
  bool,
  type Kind,
  list,
  number,
  oneOf,
  required,
  text,
  texts,
} from "../../../rehearsal/apply/kinds";

/** What is read of a value, and what is said of it. */
function read(kind: Kind, value: unknown): unknown {
  const said: string[] = [];
  const result = kind(value, "it", (argument, problem) => said.push(`${argument} ${problem}`));
  return said.length ? said.join("; ") : result;
}

describe("Terraform makes", () => {
  test.each([
    ["a text of a number", text, 5, "5"],
    ["a text of a bool", text, false, "false"],
    ["a number of a text", number, "-1.5", -1.5],
    ["true of a text", bool, "true", true],
    ["false of a text", bool, "0", false],
    ["one block of a list of one", block({ name: text }), [{ name: "a" }], { name: "a" }],
    ["nothing of null", text, null, null],
    ["texts of what an object holds", texts, { mode: 600 }, { mode: "600" }],
  ] as const)("%s", (_, kind, value, result) => {
    expect(read(kind, value)).toEqual(result);
  });

  test("what is known only when it runs, of whatever kind", () => {
    for (const kind of [text, number, bool, list(text), texts, oneOf("a"), required(number)])
      expect(read(kind, UNKNOWN)).toBe(UNKNOWN);
  });
});

test("a comment in a block is nothing", () => {
  expect(read(block({ name: text }), { "//": "comment", name: "a" })).toEqual({ name: "a" });
});

test("a long text is not repeated: it may be a secret", () => {
  expect(read(number, "a".repeat(41))).toBe("it is another text instead of a number");
});
