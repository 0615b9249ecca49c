import { createColors } from "picocolors";
import type { AccessRow } from "../../../review/access/access-row";
import type { NextStep } from "../../../review/next-steps";
import { shortened, visible } from "../../../review/quoted";
import type { Review } from "../../../review/review";
import type { Terminal } from "../../command";
import { partsOf } from "./inert";
import { countsOf, findingSections, otherSections, SIGNS } from "./sections";

const TOLD = 5;

type Colors = ReturnType<typeof createColors>;

/** A review as a person reads it at a terminal. */
export function reviewInText(review: Review, { isColored }: Pick<Terminal, "isColored">): string {
  const colors = createColors(isColored);
  const { plan, access = [], next, exit } = review;
  const color = { fine: colors.green, findings: colors.red, couldNotTell: colors.yellow }[exit];
  const section = (title: string, lines: readonly string[]) =>
    lines.length ? [["", colors.bold(title), ...lines].join("\n")] : [];
  const sentences = (all: readonly string[]) => all.map((sentence) => `  - ${plainly(sentence, colors)}`);
  return [
    `${color(SIGNS[exit])} ${colors.bold(headline(review))}`,
    ...(plan && countsOf(plan) ? [`Terraform's plan: ${countsOf(plan)}.`] : []),
    ...findingSections(review).flatMap(({ title, sentences: all }) => section(title, sentences(all))),
    ...section(
      "Access",
      access.map((row) => accessLine(row, colors)),
    ),
    ...otherSections(review).flatMap(({ title, isFolded, sentences: all }) =>
      section(title, isFolded ? inPart(sentences(all)) : sentences(all)),
    ),
    ...section("Next", next.flatMap(stepLines)),
  ].join("\n");
}

/** What is folded in a comment is told in part. */
function inPart(lines: readonly string[]): readonly string[] {
  const others = lines.length - TOLD;
  return others > 1 ? [...lines.slice(0, TOLD), `  … ${others} more: --format markdown`] : lines;
}

function headline({ stack, worst }: Review): string {
  return visible(stack === undefined ? worst : `${shortened(stack)}: ${worst}`);
}

/** Names stand out by their color, where there is one. */
function plainly(sentence: string, colors: Colors): string {
  return partsOf(sentence)
    .map(({ text, isName }) =>
      isName ? (colors.isColorSupported ? colors.cyan(text) : `\`${text}\``) : text,
    )
    .join("");
}

function accessLine({ change, who, on, may, until, broadens }: AccessRow, colors: Colors): string {
  const told = [who, may && (on ? `${may} on ${on}` : may), until]
    .filter(Boolean)
    .map((text) => shortened(visible(text), 240));
  const line = `  ${change} ${told.join(": ")}`;
  return broadens ? `${colors.red(line)} (${visible(broadens)})` : line;
}

function stepLines({ why, command }: NextStep, index: number): string[] {
  const title = `  ${index + 1}. ${visible(why)}`;
  return command === undefined
    ? [title]
    : [`${title}:`, ...command.split("\n").map((line) => `     ${visible(line)}`)];
}
