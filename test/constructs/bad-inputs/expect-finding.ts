import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, TerraformStack } from "cdktf";
import { type Finding, FindingsError } from "../../../constructs";

/** A wrong input: what it is, how it is written, the rule that finds it, and what to write instead. */
export type BadInput = readonly [
  what: string,
  build: (stack: TerraformStack) => unknown,
  rule: string,
  fix: string,
];

/** Synthesizes a stack that should not be, and gives back what was found. */
export function findingsOf(build: (stack: TerraformStack) => unknown): readonly Finding[] {
  const outdir = mkdtempSync(join(tmpdir(), "bad-input-"));
  try {
    const app = new App({ outdir, stackTraces: false });
    build(new TerraformStack(app, "bad"));
    app.synth();
    return [];
  } catch (error) {
    if (error instanceof FindingsError) return error.findings;
    throw error;
  } finally {
    rmSync(outdir, { recursive: true });
  }
}

/** Each of the inputs is found by its rule alone, with its fix, at a construct of the stack. */
export function expectEachToBeFound(inputs: readonly BadInput[]): void {
  test.each(inputs)("%s", (_, build, rule, fix) => {
    const findings = findingsOf(build);
    expect(findings.map((finding) => [finding.rule, finding.fix])).toContainEqual([rule, fix]);
    for (const { path, message } of findings) {
      expect(path).toMatch(/^bad/);
      expect(message).not.toBe("");
    }
  });
}
