/** What is not broken: a word, or words that belong together. */
export interface Unit {
  readonly text: string;
  /** @default - as it is */
  readonly color?: (text: string) => string;
}

/** Units in lines that fit. One that is longer than a line has a line of its own. */
export function lines(units: readonly Unit[], separator: string, width: number): string[] {
  const rows: Unit[][] = [];
  let left = 0;
  units.forEach((unit, position) => {
    // A separator is part of the line that it ends, but for its space.
    const end = position < units.length - 1 ? separator.trimEnd().length : 0;
    if (!rows.length || unit.text.length + end > left) {
      rows.push([]);
      left = width;
    }
    rows.at(-1)?.push(unit);
    left -= unit.text.length + separator.length;
  });
  return rows.map((row, index) => {
    const line = row.map(({ text, color }) => color?.(text) ?? text).join(separator);
    return index < rows.length - 1 ? line + separator.trimEnd() : line;
  });
}

/** A text in one line: what doesn't fit is left out, from a word's beginning. */
export function shortened(text: string, width: number): string {
  const line = text.replace(/\s+/g, " ");
  if (line.length <= width) return line;
  const kept = line.slice(0, width - 1);
  return `${kept.slice(0, Math.max(kept.lastIndexOf(" "), 1))} …`.slice(0, width);
}
