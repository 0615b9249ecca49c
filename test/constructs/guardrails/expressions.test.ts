import {
  evaluate,
  fillIn,
  onlyReferenceIn,
  type Reference,
  referencesIn,
  UNKNOWN,
} from "../../../constructs/guardrails/rendered/expressions";

/** Evaluates a text in which every variable is called as it is named. */
const evaluated = (text: unknown) =>
  evaluate(text, (reference: Reference) => (reference.kind === "variable" ? reference.name : UNKNOWN));

test.each([
  ["an interpolation is filled in", "a ${var.b} c ${ var.d }", "a b c d"],
  ["an escaped interpolation is a text", "$${var.a}", "${var.a}"],
  ["an escaped directive is a text", "%%{ if a }", "%{ if a }"],
  ["a dollar before an escaped interpolation stays", "$$${var.a}", "$${var.a}"],
  ["what a variable holds is not evaluated", "${var.a}$${var.b}", "a${var.b}"],
  ["a percent sign or a dollar alone is a text", "100% of $5 {a}", "100% of $5 {a}"],
  ["a text with what is known only later is known only later", 'a ${file("b")}', UNKNOWN],
  ["lists and objects are evaluated", { a: ["${var.b}", 1, true, null] }, { a: ["b", 1, true, null] }],
])("%s", (_, text, value) => {
  expect(evaluated(text)).toEqual(value);
});

test.each([
  ["a directive", "%{ for a in b }", ["%{ for a in b }"]],
  ["an interpolation that is not closed", "a ${var.b", ["${var.b"]],
  ["a directive that is not closed", "%{", ["%{"]],
  ["a function whose value is another one each time", "${timestamp()}", ["${timestamp()}"]],
  ["a function that is given what it doesn't take", '${join(",", "a")}', ['${join(",", "a")}']],
  ["a list that is made of another one", "${[for a in var.b : a]}", ["${[for a in var.b : a]}"]],
  ["a part of each of several", "${var.a[*].b}", ["${var.a[*].b}"]],
  ["an expression in a name", { "${var.a}": "b" }, ["${var.a}"]],
])("%s is an expression that is not known", (_, value, texts) => {
  expect(referencesIn(value)).toEqual(texts.map((text) => ({ text, reference: undefined })));
});

test("an escape is no reference", () => {
  expect(referencesIn("$${var.a} %%{ if b }")).toEqual([]);
  expect(onlyReferenceIn("$${var.a}")).toBeUndefined();
});

test("a text is filled in without its escapes and without what is not known", () => {
  const resolve = (reference: Reference) => (reference.kind === "variable" ? "filled" : undefined);
  expect(fillIn('${var.a} $${var.b} %{ if c } ${file("d")}', resolve)).toBe(
    'filled $${var.b} %{ if c } ${file("d")}',
  );
});
