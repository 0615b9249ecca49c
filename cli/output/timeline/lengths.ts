const UNITS = [
  { name: "d", seconds: 86_400 },
  { name: "h", seconds: 3600 },
  { name: "min", seconds: 60 },
  { name: "s", seconds: 1 },
] as const;

/** From how many seconds on a length is told in days. A day and a half is 36 hours to who looks at a clock. */
const DAYS_FROM = 4 * 86_400;

/** A length of time as a person says it, in two units at the most: `40 s`, `1 min 30 s`, `13 h 20 min`, `5 d 3 h`. */
export function lengthOf(seconds: number): string {
  if (seconds < 10) return `${Math.round(seconds * 10) / 10} s`;
  const units = seconds < DAYS_FROM ? UNITS.slice(1) : UNITS;
  const first = units.findIndex((unit) => Math.round(seconds) >= unit.seconds);
  const smallest = units[Math.min(first + 1, units.length - 1)]!;
  let left = Math.round(seconds / smallest.seconds) * smallest.seconds;
  const parts = units.flatMap((unit) => {
    const count = Math.floor(left / unit.seconds);
    left -= count * unit.seconds;
    return count ? [`${count} ${unit.name}`] : [];
  });
  return parts.join(" ");
}

/** How long something was played: `5.4 s`, `73 s`, and in minutes only what is much longer. */
export function playedLengthOf(seconds: number): string {
  return seconds < 600 ? `${Math.round(seconds * 10) / 10} s` : lengthOf(seconds);
}

/** When something was played: `3.1 s`. */
export function playedOf(seconds: number): string {
  return `${seconds.toFixed(1)} s`;
}

/** A length is one word, of a number and a unit or of two of them: no line ends within it. */
const WITHIN_LENGTH = /(?<=\d) (?=(?:d|h|min|s)\b)|(?<=\d (?:d|h|min)) (?=\d+ (?:h|min|s)\b)/g;

/** A text in which no line ends within a length, wherever it is wrapped. */
export function unbroken(text: string): string {
  return text.replace(WITHIN_LENGTH, "\u00a0");
}

/** The words of a text, whole lengths among them. */
export function wordsOf(text: string): string[] {
  const words = unbroken(text).split(/[^\S\u00a0]+/);
  return words.map((word) => word.replaceAll("\u00a0", " "));
}
