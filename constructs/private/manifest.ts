import { resolve } from "cdktf/lib/_tokens";
import { type AccessManifest, SCHEMA_VERSION } from "../access/access-manifest";
import { emptyLists, type Lists } from "../access/lists";
import type { StackDescription } from "./stack-description";
import { providerSettings } from "../guardrails/rendered/provider-settings";
import { undescribedIn } from "./undescribed";

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
    ...(resolve(stack, manifest) as AccessManifest),
    providers: sorted(providerSettings(config)),
    undescribed: sorted(undescribedIn(description, config)),
  };
}

function sorted<Entry>(entries: Entry[]): Entry[] {
  const key = (entry: Entry) => JSON.stringify(entry);
  return entries.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
