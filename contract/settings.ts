/** Where a list of settings is other than it should be, in words. */
export function settingDifferences(
  expected: Readonly<Record<string, unknown>>,
  there: Readonly<Record<string, unknown>>,
): string[] {
  const names = [...new Set([...Object.keys(there), ...Object.keys(expected)])];
  return names.flatMap((name) => {
    const [is, should] = [there[name], expected[name]];
    return textOf(is) === textOf(should) ? [] : [`${name} is ${inWords(is)} instead of ${inWords(should)}`];
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

function inWords(value: unknown): string {
  return textOf(value) || (typeof value === "object" ? "" : String(value ?? "")) || "empty";
}
