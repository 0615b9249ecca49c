import { type FindingKind, inShort, type ReviewFinding } from "./finding";

/** The worst first. */
const ORDER: readonly FindingKind[] = [
  "unknown",
  "forbidden",
  "destroys",
  "fails",
  "ends-sessions",
  "broadens",
  "undescribed",
  "approval",
];

/** Findings, the worst first; of one kind as they were found. */
export function worstFirst(findings: readonly ReviewFinding[]): ReviewFinding[] {
  return ORDER.flatMap((kind) => findings.filter((finding) => finding.kind === kind));
}

/** The worst news in one sentence. */
export function worstNews(
  [worst, ...others]: readonly ReviewFinding[],
  { approved, isChange }: { readonly approved: number; readonly isChange: boolean },
): string {
  if (worst) return `${inShort(worst)}${others.length ? ` (and ${others.length} more to decide)` : ""}`;
  if (approved)
    return `Nothing is left to decide: ${approved === 1 ? "1 finding is" : `${approved} findings are`} approved`;
  return isChange ? "Nothing to decide: nobody gains access, nothing that runs ends" : "Nothing changes";
}
