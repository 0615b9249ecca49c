const LONGEST = 120;
const NAMED = 5;

/** A name in a sentence, between backticks: whatever it holds, it can't end them or begin a line. */
export function quoted(name: string): string {
  return `\`${shortened(visible(name)).replaceAll("`", codeOf)}\``;
}

/** A text in a sentence, whole and between backticks, whatever it holds. */
export function inBackticks(text: string): string {
  return `\`${text.replace(/[`\p{C}\p{Zl}\p{Zp}]/gu, codeOf)}\``;
}

/** Names in a sentence: the first few, and how many there are besides. */
export function listed(names: readonly string[]): string {
  const told = names.slice(0, names.length > NAMED + 1 ? NAMED : NAMED + 1).map(quoted);
  const others = names.length - told.length;
  const last = others ? `${others} more` : told.pop();
  return told.length ? `${told.join(", ")} and ${last}` : (last ?? "");
}

/** What steers a terminal, breaks a line, can't be seen, or is written from right to left, with whatever stands beside it. */
export const STEERING =
  /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff\u{10800}-\u{10fff}\u{1e800}-\u{1efff}]|(?! )\p{Zs}/gu;

/** A text in which whatever steers is written as its number. */
export function visible(text: string): string {
  return text.replace(STEERING, codeOf);
}

/** A text that is no longer than a line: what doesn't fit is left out in its middle. */
export function shortened(text: string, longest = LONGEST): string {
  const characters = [...text];
  if (characters.length <= longest) return text;
  const half = (longest - 1) / 2;
  return `${characters.slice(0, Math.ceil(half)).join("")}…${characters.slice(-Math.floor(half)).join("")}`;
}

function codeOf(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}
