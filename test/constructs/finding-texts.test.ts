import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const root = join(__dirname, "../..");

/** The strings in a file: what is written down of each, before, between and after its expressions. */
function stringsIn(file: string, isLeftOut: (node: ts.Node) => boolean = () => false): string[][] {
  const strings: string[][] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isExportDeclaration(node) || isLeftOut(node)) return;
    if (ts.isStringLiteralLike(node)) strings.push([node.text]);
    if (ts.isTemplateExpression(node)) {
      strings.push([node.head.text, ...node.templateSpans.map(({ literal }) => literal.text)]);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true));
  return strings;
}

function filesIn(folder: string): string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(folder, name));
}

/** What docs/guardrails.md says of a rule, which is compared with it whole, and the key words of SQL. */
const isNoFinding = (node: ts.Node) =>
  (ts.isPropertyAssignment(node) && ["what", "why"].includes(node.name.getText())) ||
  (ts.isVariableDeclaration(node) && node.name.getText() === "RESERVED");

const tested = filesIn("test/constructs")
  .filter((file) => join(root, file) !== __filename)
  .flatMap((file) => stringsIn(join(root, file)).map((parts) => parts.join("…")));

function isTested(parts: readonly string[]): boolean {
  const pattern = parts.map((part) => part.replace(/[$()*+.?[\\\]^{|}]/g, "\\$&")).join("[^]*");
  return tested.some((text) => new RegExp(pattern).test(text));
}

test("every text of a finding stands in a test", () => {
  const files = filesIn("constructs").filter((file) => !/\/statements\/|\/access\//.test(file));
  const texts = files.flatMap((file) =>
    stringsIn(join(root, file), isNoFinding)
      .filter((parts) => /[a-z]{2,} [a-z]|[a-z] [a-z]{2,}/.test(parts.join(" ")))
      .map((parts) => ({ file, parts })),
  );
  expect(texts.length).toBeGreaterThan(150);
  expect(texts.filter(({ parts }) => !isTested(parts))).toEqual([]);
});

test("a text that stands in no test is told from one that does", () => {
  expect(isTested(['"', '" is not the absolute path of a file'])).toBe(true);
  expect(isTested(['"', '" is not the absolute path of a directory'])).toBe(false);
});
