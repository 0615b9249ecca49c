import type { AccessManifest } from "../../../constructs";
import { EVERYTHING } from "./everything";

/** Values by their paths, `roles.0.maxTtl`. `undefined` takes away what is there; the end of a list is `roles.-`. */
export type Edits = Readonly<Record<string, unknown>>;

/** A manifest in which some values are others. */
export function edited(edits: Edits, access: AccessManifest = EVERYTHING): AccessManifest {
  // Nothing in it is in two places.
  const copy = JSON.parse(JSON.stringify(access)) as AccessManifest;
  for (const [path, value] of Object.entries(edits)) {
    const keys = path.split(".");
    const last = keys.pop() ?? "";
    const parent = keys.reduce(
      (at: Record<string, unknown>, key) => at[key] as Record<string, unknown>,
      copy as unknown as Record<string, unknown>,
    );
    if (Array.isArray(parent) && value === undefined) parent.splice(Number(last), 1);
    else if (Array.isArray(parent) && last === "-") parent.push(value);
    else if (value === undefined) Reflect.deleteProperty(parent, last);
    else parent[last] = value;
  }
  return copy;
}
