import { shortened, visible, withShortLists } from "../../../review/quoted";

/** A word of a sentence, which Markdown takes for nothing else: all others become code. */
const PLAIN = /^[("]*(?!\d+[.)])[A-Za-z0-9À-ɏ]{1,40}(?:['’-][A-Za-z0-9À-ɏ]{1,40}){0,4}[")]*[.,;:]?$/;
const LONGEST = 1_000;

/**
 * A sentence in Markdown. Names between backticks are code, and so is every other word that could be markup, HTML, a link or a
 * mention: in code, they are none.
 */
export function inMarkdown(sentence: string): string {
  return partsOf(sentence)
    .map(({ text, isName }) => (isName ? inCode(text) : text.replace(/[^ ]+/g, wordInMarkdown)))
    .reduce(
      (before, part) => (before.endsWith("`") && part.startsWith("`") ? `${before} ${part}` : before + part),
      "",
    );
}

/** The same in a cell of a table, which a bar would end: parsers differ in how one is kept from it. */
export function inCell(sentence: string): string {
  return inMarkdown(sentence.replaceAll("|", "\\u{7c}"));
}

/** A sentence in its parts: names stand between backticks. */
export function partsOf(sentence: string): { readonly text: string; readonly isName: boolean }[] {
  return visible(shortened(withShortLists(sentence), LONGEST))
    .split(/`([^`]*)`/)
    .map((text, index) => ({ text, isName: index % 2 === 1 }))
    .filter(({ text, isName }) => isName || text !== "");
}

/** A text as code, within a line. */
export function inCode(text: string): string {
  const content = shortened(visible(text)) || '""';
  const fence = "`".repeat(longestRun(content) + 1);
  const space = fence.length > 1 || content.startsWith(" ") || content.endsWith(" ") ? " " : "";
  return `${fence}${space}${content}${space}${fence}`;
}

/** Lines as a block of code, which nothing in them can end. */
export function inBlock(lines: string, language: string): string[] {
  const content = lines.split("\n").map(visible);
  const fence = "`".repeat(Math.max(3, longestRun(lines) + 1));
  return [`${fence}${language}`, ...content, fence];
}

function wordInMarkdown(word: string): string {
  if (PLAIN.test(word) || /^(?:[–→±]|[)"]*[.,;:]?)$/.test(word)) return word;
  const [, name = word, rest = ""] = /^(.+?)([.,;:]?)$/.exec(word) ?? [];
  return `${inCode(name)}${rest}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}
