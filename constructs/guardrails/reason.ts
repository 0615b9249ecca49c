const FEWEST = { words: 2, letters: 10, differentLetters: 5 };
const PLACEHOLDERS = ["todo", "tbd", "fixme"];

/** Whether a text can be a reason for accepting a rule: some words, besides placeholders and those of the rule's name. */
export function isReason(text: string, rule: string): boolean {
  const empty = [...PLACEHOLDERS, ...`${rule}`.toLowerCase().split("-")];
  const found = `${text}`.toLowerCase().match(/[\p{L}\p{M}]+/gu) ?? [];
  const words = found.filter((word) => !empty.includes(word));
  const letters = [...words.join("")];
  return (
    words.length >= FEWEST.words &&
    letters.length >= FEWEST.letters &&
    new Set(letters).size >= FEWEST.differentLetters
  );
}
