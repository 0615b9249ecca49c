import type { Arguments } from "./handler";
import { WRITE_ONLY } from "./references";

/** The arguments in which two differ, as Terraform compares them. */
export function changedArguments(
  before: Arguments,
  after: Arguments,
  ignored: readonly string[] = [],
): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...names].filter(
    (name) => !ignored.includes(name) && comparable(before[name], name) !== comparable(after[name], name),
  );
}

/** A value as it is compared: what is write-only isn't kept, and for a provider nothing is the same as an empty value. */
function comparable(value: unknown, name: string): string {
  if (WRITE_ONLY.includes(name) || isNothing(value)) return "";
  if (typeof value === "symbol") return String(value);
  if (typeof value !== "object" || Array.isArray(value)) return JSON.stringify(value);
  const entries = Object.entries(value as object).map(([key, each]) => [key, comparable(each, key)] as const);
  return JSON.stringify(entries.filter(([, each]) => each).sort());
}

function isNothing(value: unknown): boolean {
  if (Array.isArray(value)) return !value.length;
  return value === undefined || value === null || value === "" || value === 0 || value === false;
}
