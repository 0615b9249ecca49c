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

/** How many days each month can have. */
const DAYS_OF_MONTHS = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * What is wrong with a schedule as Vault reads it, if anything: five fields of `*`, numbers, ranges, lists and steps, and a
 * day that comes. Vault finds no next time for one that never does, and changes the password every five seconds.
 *
 * @see Vault documentation, "Database secrets engine", "Schedule-based static role rotation",
 * https://developer.hashicorp.com/vault/docs/secrets/databases#schedule-based-static-role-rotation
 */
export function cronProblem(cron: string): string | undefined {
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== FIELDS.length) return `it has not five fields, but ${fields[0] ? fields.length : 0}`;
  for (const [index, field] of FIELDS.entries()) {
    const wrong = (fields[index] ?? "").split(",").find((part) => !numbersOf(part, field));
    if (wrong !== undefined) return `"${wrong}" is no ${field.name}`;
  }
  const [days, months] = [2, 3].map((index) => allNumbersOf(fields[index], FIELDS[index]));
  const first = Math.min(...(days ?? []));
  const longest = Math.max(...(months ?? []).map((month) => DAYS_OF_MONTHS[month - 1] ?? 0));
  // Days of the week come besides those of the month, where neither is every day.
  const isAnyWeekday = (fields[4] ?? "").split(",").some(isAny);
  return isAnyWeekday && first > longest ? `no month that it names has a day ${first}` : undefined;
}

function allNumbersOf(text = "", field: Field | undefined): number[] {
  return text.split(",").flatMap((part) => (field && numbersOf(part, field)) ?? []);
}

/** What `*`, `3`, `1-5`, and each of them in steps, stand for: `*` in steps of 15. Nothing where it is none of these. */
function numbersOf(part: string, field: Field): number[] | undefined {
  const [, range, step = "1"] = /^([^/]*)(?:\/(\d+))?$/.exec(part) ?? [];
  if (range === undefined || Number(step) < 1) return undefined;
  const ends = isAny(range) ? [field.least, field.most] : range.split("-").map((end) => numberIn(end, field));
  // A number in steps is the first of them.
  const last = ends.length > 1 ? ends[1] : part.includes("/") ? field.most : ends[0];
  const [from = NaN, to = NaN] = [ends[0], last];
  if (ends.length > 2 || !(from <= to)) return undefined;
  const length = Math.floor((to - from) / Number(step)) + 1;
  return Array.from({ length }, (_, index) => from + index * Number(step));
}

function isAny(range: string): boolean {
  return range === "*" || range === "?";
}

function numberIn(text: string, { least, most, words = [] }: Field): number | undefined {
  const word = words.indexOf(text.toLowerCase());
  const number = word < 0 ? Number(/^\d+$/.exec(text)?.[0] ?? NaN) : word + least;
  return number >= least && number <= most ? number : undefined;
}
