import type { AccessRow } from "../../../review/access/access-row";
import type { NextStep } from "../../../review/next-steps";
import type { Review } from "../../../review/review";
import { type Block, fit } from "./fit";
import { inBlock, inCell, inCode, inMarkdown } from "./inert";
import { countsOf, findingSections, otherSections, type Section, SIGNS } from "./sections";

/** GitHub takes 65,536 characters of a comment, with what it is found by. */
const LIMIT = 60_000;

/** A review as a comment. It begins with the worst news, and ends with what to do. */
export function reviewInMarkdown(review: Review): string {
  const { plan } = review;
  const other = otherSections(review);
  const folded = other.filter(({ isFolded }) => isFolded).filter(hasSentences);
  return fit(
    [
      just(`**${`${SIGNS[review.exit]} ${headline(review)}`.trimEnd()}**`),
      ...(plan && countsOf(plan) ? [just(`Terraform's plan: ${countsOf(plan)}.`)] : []),
      ...findingSections(review).filter(hasSentences).map(listBlock),
      ...accessBlocks(review),
      ...other
        .filter(({ isFolded }) => !isFolded)
        .filter(hasSentences)
        .map(listBlock),
      ...folded.map(foldedBlock),
      ...nextBlocks(review.next),
    ],
    LIMIT,
  );
}

function headline({ stack, worst }: Review): string {
  return stack === undefined ? inMarkdown(worst) : `${inCode(stack)}: ${inMarkdown(worst)}`;
}

function hasSentences({ sentences }: Section): boolean {
  return sentences.length > 0;
}

function just(line: string): Block {
  return block([line], [], []);
}

function block(head: readonly string[], lines: readonly string[], foot: readonly string[] = []): Block {
  return { head, lines, foot, leftOut: (count) => `- … ${count} more are left out here …` };
}

function listBlock({ title, sentences }: Section): Block {
  return block(
    [`#### ${title}`, ""],
    sentences.map((sentence) => `- ${inMarkdown(sentence)}`),
  );
}

function foldedBlock({ title, sentences }: Section): Block {
  const { lines } = listBlock({ title, sentences });
  return block([`<details><summary>${title}: ${sentences.length}</summary>`, ""], lines, ["", "</details>"]);
}

function accessBlocks({ access, plan }: Review): Block[] {
  if (!access)
    return plan ? [just("Who gains or loses access was not asked: --base and --head say it.")] : [];
  if (!access.length) return [just("Nobody gains or loses access.")];
  const head = ["#### Access", "", "| | who | on | may | until | |", "| --- | --- | --- | --- | --- | --- |"];
  const leftOut = (count: number) => `| … | ${count} more are left out here | | | | |`;
  return [{ ...block(head, access.map(row)), leftOut }];
}

function row({ change, who, on, may, until, broadens }: AccessRow): string {
  const cells = [who, on, may, until].map((text) => (text ? inCell(text) : ""));
  return `| ${change} | ${cells.join(" | ")} | ${broadens ? `**${inCell(broadens)}**` : ""} |`;
}

function nextBlocks(steps: readonly NextStep[]): Block[] {
  if (!steps.length) return [];
  return [
    just("#### Next"),
    ...steps.map(({ why, command, isYaml }, index) => {
      const title = `${index + 1}. ${inMarkdown(why)}${command === undefined ? "." : ":"}`;
      if (command === undefined) return just(title);
      const [opening = "", ...lines] = inBlock(command, isYaml ? "yaml" : "sh").map((line) => `   ${line}`);
      const closing = lines.pop() ?? "";
      return {
        ...block([title, "", opening], lines, [closing]),
        leftOut: (count: number) => `   # … ${count} more lines are left out here …`,
      };
    }),
  ];
}
