/** Something of one name in two descriptions. */
export interface Kept<Entry> {
  readonly was: Entry;
  readonly is: Entry;
}

/** What is in both, by its name. */
export function kept<Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  nameOf: (entry: Entry) => string,
): Kept<Entry>[] {
  return after.flatMap((is) => {
    const was = before.find((each) => nameOf(each) === nameOf(is));
    return was === undefined ? [] : [{ was, is }];
  });
}

/** What is only in the second, by its name. */
export function added<Entry>(
  before: readonly Entry[],
  after: readonly Entry[],
  nameOf: (entry: Entry) => string,
): Entry[] {
  return after.filter((is) => !before.some((each) => nameOf(each) === nameOf(is)));
}

/** Whether a limit lets more through: by 0, there is none. */
export function isMore(was: number, is: number): boolean {
  return was !== 0 && (is === 0 || is > was);
}

/** Where two objects differ, field by field, but for the fields that are left to others. */
export function changedFields(
  was: object | undefined,
  is: object | undefined,
  except: readonly string[] = [],
): { readonly was: string; readonly what: string } | undefined {
  const [old, next] = [was, is].map((each) => new Map(fieldsOf(each ?? {})));
  const names = [...new Set([...(old?.keys() ?? []), ...(next?.keys() ?? [])])].sort();
  const changed = names.filter(
    (name) => old?.get(name) !== next?.get(name) && !except.some((each) => isWithin(name, each)),
  );
  const told = (fields?: ReadonlyMap<string, string>) =>
    changed.map((name) => `${name} ${fields?.get(name) ?? "unset"}`).join(", ");
  return changed.length ? { was: told(old), what: told(next) } : undefined;
}

/** Every field of an object, in one line. */
export function inOneLine(value: object): string {
  return fieldsOf(value)
    .map(([name, text]) => `${name} ${text}`)
    .join(", ");
}

function isWithin(name: string, field: string): boolean {
  return name === field || name.startsWith(`${field}.`);
}

function fieldsOf(value: object, prefix = ""): [string, string][] {
  return Object.entries(value).flatMap(([key, each]: [string, unknown]): [string, string][] => {
    const name = `${prefix}${key}`;
    if (Array.isArray(each)) return [[name, listInWords(each)]];
    if (typeof each === "object" && each !== null) return fieldsOf(each, `${name}.`);
    return each === undefined ? [] : [[name, String(each)]];
  });
}

/** Lists that differ read otherwise. */
function listInWords(list: readonly unknown[]): string {
  const isPlain = (each: unknown): each is string => typeof each === "string" && /^[\w./:@*-]+$/.test(each);
  return list.map((each) => (isPlain(each) ? each : JSON.stringify(each))).join(" and ") || "none";
}
