import { parse } from "yaml";
import { yamlOf } from "../../../constructs/kubernetes/manifests/yaml";

const TEXTS =
  "0o17 0O17 0b11 0B11 0x1f 0X1F 0123 08 1e3 1E-3 .5 +1 -1 1_000 1:30 2001-01-01 yes n On null ~ .inf .NaN 10.0.0.1";

describe.each(["1.1", "1.2"] as const)("by YAML %s", (version) => {
  test.each(TEXTS.split(" "))("%s stays a text, as a value and as a key", (text) => {
    expect(parse(yamlOf([{ [text]: text, list: [text] }]), { version })).toEqual({
      [text]: text,
      list: [text],
    });
  });
});

const AWKWARD = [
  ...[
    "",
    " ",
    "a: b",
    "a:",
    "a #b",
    "# a",
    "- a",
    "-",
    "?",
    "! a",
    "&a",
    "*a",
    "{a}",
    "[a]",
    "|",
    ">",
    "%a",
    "@a",
    "`a",
  ],
  ...[
    `'`,
    `"`,
    `it's`,
    `say "a"`,
    `'"`,
    "\\",
    `\\"`,
    "ä",
    "\t",
    "a\tb",
    "\u2028",
    "\u0000",
    "\ud83d\ude00",
    "=",
    "<<",
  ],
  ...[
    "a\nb",
    "a\nb\n",
    "a\n\nb",
    "\na",
    "a\n\n",
    " a\nb",
    "a\n  b",
    "a \nb",
    "a\n ",
    "a\r\nb",
    "a\n---\nb",
    "a\n# b",
  ],
];

describe.each(["1.1", "1.2"] as const)("by YAML %s, whatever is in it", (version) => {
  test.each(AWKWARD)("%j stays what it is, wherever it is", (text) => {
    const document = {
      [text]: text,
      in: { list: [text, [text, { [text]: text, last: 1 }], {}, []], none: null },
    };
    expect(parse(yamlOf([document]), { version, maxAliasCount: 0 })).toEqual(document);
  });
});

test("what is undefined isn't there, and documents are apart", () => {
  expect(yamlOf([{ a: undefined, b: [true, 1.5] }, { c: "d" }])).toBe("b:\n  - true\n  - 1.5\n---\nc: d\n");
});

test.each(["0o17", "0O17", "0B11", "0X1F", "1E-3", "1_000"])("%s is in quotes, whoever reads it", (text) => {
  expect(yamlOf([{ name: text }])).toBe(`name: "${text}"\n`);
});

test("what only begins like a number isn't", () => {
  expect(yamlOf([{ refreshInterval: "25m0s" }])).toBe("refreshInterval: 25m0s\n");
});
