import type { AccessRow } from "../../review/access/access-row";
import type { ReviewFinding } from "../../review/finding";
import type { Difference } from "../difference";

/** What two access.json differ in, for a terminal. */
export function differenceInText({ differences, newAccess, never }: Difference): string {
  return [
    differences.join("\n") || "Nobody gains or loses access.",
    ...(newAccess ? [findingsInText("New access:", newAccess, "Nobody may do more.")] : []),
    ...(never ? [findingsInText("Broken rules:", never, "Every rule is kept.")] : []),
  ].join("\n\n");
}

/** The same for a comment: a row for each reader of a credential, and what was asked not to be there. */
export function differenceInMarkdown({ rows, newAccess, never }: Difference): string {
  return [
    rows.length ? tableOf(rows) : "Nobody gains or loses access.",
    ...(newAccess ? [findingsInMarkdown("New access", newAccess, "Nobody may do more.")] : []),
    ...(never ? [findingsInMarkdown("Broken rules", never, "Every rule is kept.")] : []),
  ].join("\n\n");
}

function findingsInText(title: string, findings: readonly ReviewFinding[], none: string): string {
  if (!findings.length) return none;
  return [title, ...findings.map(({ id, sentence }) => `  ${id}  ${sentence}`)].join("\n");
}

function tableOf(rows: readonly AccessRow[]): string {
  return [
    "| | who | on | may | until | more by |",
    "| --- | --- | --- | --- | --- | --- |",
    ...rows.map(
      ({ change, who, on, may, until, broadens = "" }) =>
        `| ${[change, ...[who, on, may, until, broadens].map(inCell)].join(" | ")} |`,
    ),
  ].join("\n");
}

function findingsInMarkdown(title: string, findings: readonly ReviewFinding[], none: string): string {
  if (!findings.length) return none;
  return [
    `#### ${title}`,
    "",
    ...findings.map(({ id, sentence }) => `- ${inCode(id)} ${inCode(sentence)}`),
  ].join("\n");
}

/** A cell of a table, which nothing in it can end. */
function inCell(text: string): string {
  return text && inCode(text).replaceAll("|", "\\|");
}

/** In code, nothing is markup, HTML, a link or a mention. */
function inCode(text: string): string {
  const line = text.replace(/[\p{C}\p{Zl}\p{Zp}]/gu, " ");
  const fence = "`".repeat(Math.max(0, ...(line.match(/`+/g) ?? []).map(({ length }) => length)) + 1);
  return `${fence} ${line} ${fence}`;
}
