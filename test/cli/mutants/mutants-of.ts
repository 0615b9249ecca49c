import { readFileSync } from "node:fs";
import ts from "typescript";

/** A file with one wrong edit. */
export interface Mutant {
  /** `render-report.ts:57: outcome === "failed" → not so` */
  readonly what: string;
  readonly source: string;
}

/** What one literal is taken for. */
const OTHER_LITERALS: Readonly<Record<string, string>> = {
  '"failed"': '"passed"',
  '"passed"': '"failed"',
  '"broken off"': '"passed"',
  '"not checked"': '"passed"',
  '"findings"': '"fine"',
  '"fine"': '"findings"',
};

/**
 * Every edit of a file that turns a condition round, takes one outcome for another, changes an exit status, or leaves something
 * out of a list.
 */
export function mutantsOf(path: string): Mutant[] {
  const source = readFileSync(path, "utf8");
  const file = ts.createSourceFile(path, source, ts.ScriptTarget.ES2022, true);
  const name = path.split("/").at(-1)!;
  const mutants: Mutant[] = [];
  const replace = (node: ts.Node, by: string) => {
    const line = file.getLineAndCharacterOfPosition(node.getStart()).line + 1;
    const text = node.getText().replace(/\s+/g, " ");
    mutants.push({
      what: `${name}:${line}: ${text} → ${by || "nothing"}`,
      source: source.slice(0, node.getStart()) + by + source.slice(node.getEnd()),
    });
  };
  const visit = (node: ts.Node): void => {
    if (ts.isTypeNode(node) || ts.isImportDeclaration(node)) return;
    if (ts.isConditionalExpression(node)) replace(node.condition, `!(${node.condition.getText()})`);
    if (ts.isIfStatement(node)) replace(node.expression, `!(${node.expression.getText()})`);
    const other = ts.isStringLiteral(node) ? OTHER_LITERALS[node.getText()] : undefined;
    if (other) replace(node, other);
    if (ts.isNumericLiteral(node) && ts.isPropertyAssignment(node.parent)) replace(node, "7");
    if (ts.isSpreadElement(node) && ts.isArrayLiteralExpression(node.parent)) replace(node, "");
    ts.forEachChild(node, visit);
  };
  visit(file);
  return mutants;
}
