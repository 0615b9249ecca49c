/** A word in single quotes, a single quote in which is between double ones. */
const WORD = /'((?:[^']|'"'"')*)'/g;
const QUOTE = `'"'"'`;

/** The words of a line whose words are all in single quotes, as this library writes them. Of another one, a shell that reads it. */
export function shellWords(line: string): readonly string[] {
  const words = [...line.matchAll(WORD)].map(([, word = ""]) => word.replaceAll(QUOTE, "'"));
  return shellLine(words) === line ? words : ["/bin/sh", "-c", line];
}

/** The line of a shell that these are the words of. */
export function shellLine(words: readonly string[]): string {
  return words.map((word) => `'${word.replaceAll("'", QUOTE)}'`).join(" ");
}
