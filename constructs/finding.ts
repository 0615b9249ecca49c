/** One thing that is wrong with what was described, and what to write instead. */
export interface Finding {
  /** The name of the rule, stable: `ttl-order`. */
  readonly rule: string;
  /** The construct it is about, as a path: `dev/database/appdb`. */
  readonly path: string;
  /** What is wrong, with the value that was found. */
  readonly message: string;
  /** What to write instead. */
  readonly fix: string;
}

/**
 * Every finding of one synthesis, of all stacks together. Thrown by `app.synth()` before a file is written, but for what
 * an aspect of a later stack brings about.
 */
export class FindingsError extends Error {
  static {
    // Packed, the class has a shorter name, which Node shows where nobody catches the error.
    Object.defineProperty(this, "name", { value: "FindingsError" });
  }

  declare readonly findings: readonly Finding[];

  /** @param consequence what became of the files */
  constructor(findings: readonly Finding[], consequence?: string) {
    super(renderFindings(findings, consequence));
    // Where nobody catches it, Node prints the stack and every property that can be listed: the message says it all.
    Object.defineProperties(this, {
      name: { value: "FindingsError" },
      stack: { value: `FindingsError: ${this.message}` },
      findings: { value: findings },
    });
  }
}

/** Findings as a person reads them: grouped by construct, in the order of the paths. */
export function renderFindings(findings: readonly Finding[], consequence = "nothing was written"): string {
  const lines = [`${findings.length} ${findings.length === 1 ? "finding" : "findings"}; ${consequence}.`];
  for (const path of [...new Set(findings.map((finding) => finding.path))].sort()) {
    lines.push("", path);
    for (const finding of findings.filter((each) => each.path === path)) {
      lines.push(`  ${finding.rule}: ${finding.message}`, `    Instead: ${finding.fix}`);
    }
  }
  return lines.join("\n");
}
