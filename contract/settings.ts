/** Where a list of settings is other than it should be, in words. */
export function settingDifferences(
  expected: Readonly<Record<string, unknown>>,
  there: Readonly<Record<string, unknown>>,
): string[] {
  const names = [...new Set([...Object.keys(there), ...Object.keys(expected)])];
  return names.flatMap((name) => {
    const [is, should] = [textOf(there[name]), textOf(expected[name])];
    return is === should ? [] : [`${name} is ${is || "empty"} instead of ${should || "empty"}`];
  });
}

/** A value as a text: the order of a list says nothing, and what is not set is nothing, however Vault says so. */
function textOf(value: unknown): string {
  if (!value) return "";
  if (Array.isArray(value)) return value.map(textOf).sort().join(", ");
  if (typeof value !== "object") return String(value);
  const settings = Object.entries(value).map(([name, each]) => `${name} ${textOf(each)}`);
  return settings.sort().join(", ");
}
