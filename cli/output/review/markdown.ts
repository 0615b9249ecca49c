import type { NextStep } from "../../../review/next-steps";
import type { Review } from "../../../review/review";
import { accessTable, block, comment, just, listBlock } from "./comment";
import type { Block } from "./fit";
import { inBlock, inCode, inMarkdown } from "./inert";
import { countsOf, findingSections, otherSections, type Section, SIGNS } from "./sections";

/** A review as a comment. It begins with the worst news, and ends with what to do. */
export function reviewInMarkdown(review: Review): string {
  const { plan } = review;
  const other = otherSections(review);
  const folded = other.filter(({ isFolded }) => isFolded).filter(hasSentences);
  return comment([
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
  ]);
}

function headline({ stack, worst }: Review): string {
  return stack === undefined ? inMarkdown(worst) : `${inCode(stack)}: ${inMarkdown(worst)}`;
}

function hasSentences({ sentences }: Section): boolean {
  return sentences.length > 0;
}

function foldedBlock({ title, sentences }: Section): Block {
  const { lines } = listBlock({ title, sentences });
  return block([`<details><summary>${title}: ${sentences.length}</summary>`, ""], lines, ["", "</details>"]);
}

function accessBlocks({ access, plan }: Review): Block[] {
  if (!access)
    return plan ? [just("Who gains or loses access was not asked: --base and --head say it.")] : [];
  if (!access.length) return [just("Nobody gains or loses access.")];
  const table = accessTable(access);
  return [{ ...table, head: ["#### Access", "", ...table.head] }];
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
