import { type AccessManifest, SCHEMA_VERSION } from "../access/access-manifest";
import { emptyLists, type Lists } from "../access/lists";
import { resolved } from "./resolved";
import type { StackDescription } from "./stack-description";
import { providerSettings } from "../guardrails/rendered/provider-settings";
import { undescribedIn, undescribedOf } from "./undescribed";

/**
 * What a stack describes now. What only Terraform knows is in it as the expression that gives it.
 *
 * @param config the stack as it is rendered
 */
export function accessManifest(
  description: StackDescription,
  config: Readonly<Record<string, unknown>>,
  files: readonly string[] = [],
): AccessManifest {
  const { stack, entries, guardrails } = description;
  const lists = Object.entries(entries).map(([list, each]) => [list, sorted(each.map((entry) => entry()))]);
  const manifest: AccessManifest = {
    schemaVersion: SCHEMA_VERSION,
    stack: stack.node.id,
    guardrails: guardrails?.settings,
    ...emptyLists(),
    ...(Object.fromEntries(lists) as Lists),
    files,
  };
  // What was rendered has no token any more, and may have what looks like one.
  return {
    ...(resolved(stack, manifest) as AccessManifest),
    providers: sorted(providerSettings(config)),
    undescribed: sorted(
      description.knows(undescribedOf) ? description.once(undescribedOf) : undescribedIn(description, config),
    ),
  };
}

function sorted<Entry>(entries: readonly Entry[]): Entry[] {
  const keyed = entries.map((entry) => [JSON.stringify(entry), entry] as const);
  return keyed.sort(([a], [b]) => (a < b ? -1 : 1)).map(([, entry]) => entry);
}
