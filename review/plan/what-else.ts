/** What else has a JSON object in a file, by what only that has. */
const OTHERS: readonly (readonly [has: readonly string[], what: string])[] = [
  [["schemaVersion", "checks", "stack"], "what a rehearsal reported: give that by --change"],
  [["schemaVersion"], "an access.json: give that by --base or --head"],
  [["serial", "lineage"], "a state"],
  [["format_version", "values"], "a state, as terraform show -json writes it where no plan is named"],
  [["format_version", "provider_schemas"], "what terraform providers schema -json wrote"],
  [["format_version", "valid"], "what terraform validate -json wrote"],
  [["@level", "@message"], "a message of terraform plan -json"],
  [["terraform", "resource"], "a synthesized stack, which nobody has planned"],
];

/** What an object is that is not a plan. @returns undefined where it may be one */
export function whatElse(json: Readonly<Record<string, unknown>>): string | undefined {
  if (json.format_version !== undefined && (json.planned_values || json.resource_changes)) return undefined;
  const found = OTHERS.find(([has]) => has.every((name) => Object.hasOwn(json, name)));
  if (found) return found[1];
  return json.format_version === undefined ? "something else, without a format_version" : undefined;
}
