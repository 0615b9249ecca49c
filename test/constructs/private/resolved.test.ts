import { App, Fn, Lazy, Token, TerraformStack, TerraformVariable } from "cdktf";
import { resolve } from "cdktf/lib/_tokens";
import { resolved } from "../../../constructs/private/resolved";

const stack = new TerraformStack(new App(), "test");
const variable = new TerraformVariable(stack, "name", { type: "string" });

test.each<[what: string, value: unknown]>([
  ["plain values", { text: "a", number: -1, yes: true, nothing: null, list: ["b", 2, []], inner: {} }],
  ["what is left out", { gone: undefined, list: [undefined, "a"], inner: { gone: undefined } }],
  ["a token in a text", { text: `before ${variable.stringValue} after`, list: [variable.stringValue] }],
  ["a token of a number", [Token.asNumber(variable.value), `${Token.asNumber(variable.value)} s`]],
  ["a token of a list", { list: Token.asList(variable.value) }],
  ["a token of a list of numbers", { list: Token.asNumberList(variable.value) }],
  ["a token of a map", Token.asStringMap(variable.value)],
  ["a token as it is", { value: variable.value }],
  ["a token in a name", { [variable.stringValue]: "a" }],
  ["a function", Fn.join(",", ["a", variable.stringValue])],
  ["what is known later", Lazy.stringValue({ produce: () => "later" })],
  ["nothing, known later", [Lazy.anyValue({ produce: () => undefined }), "a"]],
  ["what Terraform would evaluate", ["${var.a}", "$${var.a}", "%{ if true }", "100 % of $5 & #{a}"]],
])("%s: as cdktf resolves it", (_, value) => {
  expect(resolved(stack, value)).toEqual(resolve(stack, value));
});
