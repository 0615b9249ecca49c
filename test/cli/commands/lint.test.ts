import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { ROOT } from "../run-command";

const PRINTING = 'console.log("an answer");\nprocess.exitCode = 1;\n';
const LOADING = 'export const run = () => require("node:fs") as typeof import("node:fs");\n';

/** The rules that the linter names in files that aren't there. */
function findings(texts: Readonly<Record<string, string>>): [string, string][] {
  const input = JSON.stringify(Object.entries(texts).map(([path, text]) => ({ path, text })));
  const lint = join(ROOT, "test/module-boundaries/lint.mjs");
  const found = JSON.parse(execFileSync(process.execPath, [lint], { input, encoding: "utf8" })) as {
    path: string;
    ruleId: string;
  }[];
  return found.map(({ path, ruleId }) => [path, ruleId]);
}

test("the linter objects to a command that prints or sets an exit status, not to one that loads something when it runs", () => {
  expect(findings({ "cli/commands/printing.ts": PRINTING, "cli/commands/loading.ts": LOADING })).toEqual([
    ["cli/commands/printing.ts", "no-console"],
    ["cli/commands/printing.ts", "no-restricted-globals"],
  ]);
});
