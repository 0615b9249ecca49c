const LONGEST = 120;
const NAMED = 5;

/** A name in a sentence, whole and between backticks: it can't end them or begin a line, and no two names read the same. */
export function quoted(name: string): string {
  return `\`${visible(name.replace(/`|\\(?=u\{)/g, codeOf))}\``;
}

/** Names in a sentence, all of them. */
export function listed(names: readonly string[]): string {
  const told = names.map(quoted);
  const last = told.pop();
  return told.length ? `${told.join(", ")} and ${last}` : (last ?? "");
}

/** A sentence as it is shown: of a list that is long, the first few names, and how many there are besides. */
export function withShortLists(sentence: string): string {
  return sentence.replace(/`[^`]*`(?:, `[^`]*`)* and `[^`]*`/g, (list) => {
    const names = list.match(/`[^`]*`/g) ?? [];
    if (names.length <= NAMED + 1) return list;
    return `${names.slice(0, NAMED).join(", ")} and ${names.length - NAMED} more`;
  });
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
