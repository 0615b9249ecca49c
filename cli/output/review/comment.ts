import type { AccessRow } from "../../../review/access/access-row";
import { type Block, fit } from "./fit";
import { inCell, inMarkdown } from "./inert";
import type { Section } from "./sections";

/** GitHub takes 65,536 characters of a comment, with what it is found by. */
const LIMIT = 60_000;

/** Blocks as one comment. Of what is longer than a comment may be, the middle is left out, and it says so. */
export function comment(blocks: readonly Block[]): string {
  return fit(blocks, LIMIT);
}

export function just(line: string): Block {
  return block([line], [], []);
}

export function block(
  head: readonly string[],
  lines: readonly string[],
  foot: readonly string[] = [],
): Block {
  return { head, lines, foot, leftOut: (count) => `- … ${count} more are left out here …` };
}

export function listBlock({ title, sentences }: Section): Block {
  return block(
    [`#### ${title}`, ""],
    sentences.map((sentence) => `- ${inMarkdown(sentence)}`),
  );
}

/** Who gains, loses or changes what: a row each. */
export function accessTable(access: readonly AccessRow[]): Block {
  const head = ["| | who | on | may | until | |", "| --- | --- | --- | --- | --- | --- |"];
  const leftOut = (count: number) => `| … | ${count} more are left out here | | | | |`;
  return { ...block(head, access.map(row)), leftOut };
}

function row({ change, who, on, may, until, broadens }: AccessRow): string {
  const cells = [who, on, may, until].map((text) => (text ? inCell(text) : ""));
  return `| ${change} | ${cells.join(" | ")} | ${broadens ? `**${inCell(broadens)}**` : ""} |`;
}
