interface Field {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  /** What may stand for its numbers, from the least. */
  readonly words?: readonly string[];
}

const FIELDS: readonly Field[] = [
  { name: "minute", least: 0, most: 59 },
  { name: "hour", least: 0, most: 23 },
  { name: "day of the month", least: 1, most: 31 },
  {
    name: "month",
    least: 1,
    most: 12,
    words: ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"],
  },
  { name: "day of the week", least: 0, most: 6, words: ["sun", "mon", "tue", "wed", "thu", "fri", "sat"] },
];

/**
 * What is wrong with a schedule as Vault reads it, if anything: five fields of `*`, numbers, ranges, lists and steps.
 *
 * @see Vault documentation, "Database secrets engine", "Schedule-based static role rotation"
 */
export function cronProblem(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return `it has not five fields, but ${fields[0] ? fields.length : 0}`;
  for (const [index, field] of FIELDS.entries()) {
    const wrong = (fields[index] ?? "").split(",").find((part) => !isPart(part, field));
    if (wrong !== undefined) return `"${wrong}" is no ${field.name}`;
  }
  return undefined;
}

/** `*`, `3`, `1-5`, and each of them in steps: `*` in steps of 15. */
function isPart(part: string, field: Field): boolean {
  const [, range, step = "1"] = /^([^/]*)(?:\/(\d+))?$/.exec(part) ?? [];
  if (range === undefined || Number(step) < 1) return false;
  if (range === "*" || range === "?") return true;
  const [from, to = from, ...others] = range.split("-").map((each) => numberIn(each, field));
  return !others.length && from !== undefined && to !== undefined && from <= to;
}

function numberIn(text: string, { least, most, words = [] }: Field): number | undefined {
  const word = words.indexOf(text.toLowerCase());
  const number = word < 0 ? Number(/^\d+$/.exec(text)?.[0] ?? NaN) : word + least;
  return number >= least && number <= most ? number : undefined;
}
