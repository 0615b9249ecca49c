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

/** Every finding of one synthesis, of all stacks together. Thrown by `app.synth()` before a file is written. */
export class FindingsError extends Error {
  constructor(readonly findings: readonly Finding[]) {
    super(renderFindings(findings));
    this.name = "FindingsError";
  }
}

/** Findings as a person reads them: grouped by construct, in the order of the paths. */
export function renderFindings(findings: readonly Finding[]): string {
  const lines = [
    `${findings.length} ${findings.length === 1 ? "finding" : "findings"}; nothing was written.`,
  ];
  for (const path of [...new Set(findings.map((finding) => finding.path))].sort()) {
    lines.push("", path);
    for (const finding of findings.filter((each) => each.path === path)) {
      lines.push(`  ${finding.rule}: ${finding.message}`, `    Instead: ${finding.fix}`);
    }
  }
  return lines.join("\n");
}
