import type { ReviewFinding } from "../../review/finding";
import { quoted, visible } from "../../review/quoted";
import type { Difference } from "../difference";
import { accessTable, comment, just, listBlock } from "./review/comment";
import type { Block } from "./review/fit";

/** What two access.json differ in, for a terminal. */
export function differenceInText({ differences, newAccess, never }: Difference): string {
  return [
    differences.map(visible).join("\n") || "Nobody gains or loses access.",
    ...(newAccess ? [findingsInText("New access:", newAccess, "Nobody may do more.")] : []),
    ...(never ? [findingsInText("Broken rules:", never, "Every rule is kept.")] : []),
  ].join("\n\n");
}

/** The same for a comment: a row for each reader of a credential, and what was asked not to be there. */
export function differenceInMarkdown({ rows, newAccess, never }: Difference): string {
  return comment([
    rows.length ? accessTable(rows) : just("Nobody gains or loses access."),
    ...(newAccess ? [findingsInMarkdown("New access", newAccess, "Nobody may do more.")] : []),
    ...(never ? [findingsInMarkdown("Broken rules", never, "Every rule is kept.")] : []),
  ]);
}

function findingsInText(title: string, findings: readonly ReviewFinding[], none: string): string {
  if (!findings.length) return none;
  return [title, ...findings.map(({ id, sentence }) => `  ${id}  ${sentence}`)].join("\n");
}

function findingsInMarkdown(title: string, findings: readonly ReviewFinding[], none: string): Block {
  if (!findings.length) return just(none);
  return listBlock({ title, sentences: findings.map(({ id, sentence }) => `${quoted(id)} ${sentence}`) });
}
