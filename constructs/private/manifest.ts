import { resolve } from "cdktf/lib/_tokens";
import { type AccessManifest, SCHEMA_VERSION } from "../access/access-manifest";
import { emptyLists, type Lists } from "../access/lists";
import type { StackDescription } from "./stack-description";

/** What a stack describes now. What only Terraform knows is in it as the expression that gives it. */
export function accessManifest(
  { stack, entries }: StackDescription,
  files: readonly string[] = [],
): AccessManifest {
  const lists = Object.entries(entries).map(([list, each]) => [list, sorted(each.map((entry) => entry()))]);
  const manifest: AccessManifest = {
    schemaVersion: SCHEMA_VERSION,
    stack: stack.node.id,
    ...emptyLists(),
    ...(Object.fromEntries(lists) as Lists),
    files,
  };
  return resolve(stack, manifest) as AccessManifest;
}

function sorted<Entry>(entries: Entry[]): Entry[] {
  const key = (entry: Entry) => JSON.stringify(entry);
  return entries.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
