import { evaluate } from "../../../constructs/guardrails/rendered/expressions";
import { parseExpression } from "../../../constructs/guardrails/rendered/expressions/parse";
import { valueOf as valueOfExpression } from "../../../constructs/guardrails/rendered/expressions/value-of";
import { printed } from "../../../constructs/guardrails/rendered/expressions/print";

const VARIABLES: Readonly<Record<string, unknown>> = {
  list: ["b", "a", "b"],
  object: { one: 1, two: { three: [3] } },
  text: "text",
  yes: true,
};

const valueOf = (expression: string) =>
  evaluate(`\${${expression}}`, (reference) =>
    reference.kind === "variable" ? VARIABLES[reference.name] : undefined,
  );

/** An expression, and what Terraform makes of it. */
const VALUES: readonly (readonly [expression: string, value: unknown])[] = [
  ['"a${var.text}b$${c}"', "atextb${c}"],
  ['"line\\nbreak \\"quoted\\" \\u00e9"', 'line\nbreak "quoted" é'],
  ["1 + 2 * 3 - -4", 11],
  ["(1 + 2) * 3 % 4 / 2", 0.5],
  ['var.yes && !false ? "one" : "other"', "one"],
  ["1 <= 2 || 3 != 3", true],
  ["var.object.two.three[0]", 3],
  ['var.object["two"]["three"].0', 3],
  ['{ a = 1, "b" : 2, (var.text) = 3 }', { a: 1, b: 2, text: 3 }],
  ["[1, var.text, null,]", [1, "text", null]],
  ['join(".", ["a", "b"], var.list)', "a.b.b.a.b"],
  ['format("%s-%d-%q-%%", "a", "3", "b")', 'a-3-"b"-%'],
  ['lower("Ab") == "ab" && upper("ab") == "AB"', true],
  ['replace("a.b.c", ".", "-")', "a-b-c"],
  ['split(",", "a,b")', ["a", "b"]],
  ['substr("abcdef", 1, 2)', "bc"],
  ['substr("abcdef", 2, -1)', "cdef"],
  ['title("a few words")', "A Few Words"],
  ['trim("--a--", "-")', "a"],
  ['trimprefix("https://a", "https://")', "a"],
  ['trimsuffix("a.internal", ".internal")', "a"],
  ['trimspace("  a ")', "a"],
  ['startswith("abc", "a") && endswith("abc", "c")', true],
  ["toset(var.list)", ["a", "b"]],
  ["distinct(var.list)", ["b", "a"]],
  ["sort(var.list)", ["a", "b", "b"]],
  ["reverse(var.list)[0]", "b"],
  ["element(var.list, 4)", "a"],
  ["length(var.list) + length(var.text)", 7],
  ["contains(var.list, var.text)", false],
  ['concat(var.list, ["c"])', ["b", "a", "b", "c"]],
  ['compact(["", null, "a"])', ["a"]],
  ['coalesce(null, "", "a")', "a"],
  ["flatten([[1], [[2]]])", [1, 2]],
  ["slice(var.list, 1, 2)", ["a"]],
  ["keys(var.object)", ["one", "two"]],
  ['lookup(var.object, "three", "none")', "none"],
  ["merge({ a = 1 }, { a = 2, b = 3 })", { a: 2, b: 3 }],
  ['zipmap(["a"], [1])', { a: 1 }],
  ["max(var.object.two.three...)", 3],
  ["tonumber(tostring(3)) - abs(-1)", 2],
  ['jsonencode({ b = "<", a = [true] })', '{"a":[true],"b":"\\u003c"}'],
  ['jsondecode("{\\"a\\": 1}").a', 1],
  ['base64decode(base64encode("a"))', "a"],
  ['urlencode("a b/c")', "a+b%2Fc"],
  ['sha256("a")', "ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb"],
];

test.each(VALUES)("%s", (expression, value) => {
  expect(valueOf(expression)).toEqual(value);
});

test.each(VALUES)("%s means the same when it is written again", (expression, value) => {
  expect(valueOf(printed(parseExpression(expression)))).toEqual(value);
});

test.each([
  ["lower([])", "it is no text"],
  ['abs("a")', "it is no number"],
  ["!3", "it is neither true nor false"],
  ['sort("a")', "it is no list"],
  ["max(1...)", "it is no list"],
  ['keys("a")', "it is no object"],
  ["var.object.three", "it has no three"],
  ['coalesce(null, "")', "none of it is given"],
  ['format("%05d", 1)', "its format is not known"],
  ['format("a", 1)', "its format has no place for all"],
  ['replace("ab", "/a/", "b")', "a pattern is not known"],
  ['jsondecode("{")', "it is no JSON"],
  ["timestamp()", 'function "timestamp" is not known'],
  ["[for each in var.list : each]", '"[for each in var.list : each]" is not understood'],
])("%s has no value: %s", (expression, reason) => {
  expect(() =>
    valueOfExpression(parseExpression(expression), (reference) =>
      reference.kind === "variable" ? VARIABLES[reference.name] : undefined,
    ),
  ).toThrow(new Error(reason));
});
