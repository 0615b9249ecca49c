import { writeFileSync } from "node:fs";
import { TerraformStack } from "cdktf";
import { resolve } from "cdktf/lib/_tokens";
import type { IConstruct } from "constructs";
import { type AccessManifest, emptyLists, type Lists, SCHEMA_VERSION } from "../access/access-manifest";
import { onSynthesis } from "./synthesis";

type Entries = { [List in keyof Lists]: (() => Lists[List][number])[] };

const entriesOf = new WeakMap<TerraformStack, Entries>();

/** Puts an entry into the stack's `access.json`. Asked at synthesis, so it tells the final state. */
export function describe<List extends keyof Lists>(
  construct: IConstruct,
  list: List,
  entry: () => Lists[List][number],
): void {
  const stack = TerraformStack.of(construct);
  entriesIn(stack)[list].push(entry as never);
}

/** The manifest of a stack as it is described now. */
export function accessManifest(stack: TerraformStack): AccessManifest {
  const lists = Object.entries(entriesIn(stack)).map(([list, entries]) => [
    list,
    sorted(entries.map((entry) => entry())),
  ]);
  return { schemaVersion: SCHEMA_VERSION, stack: stack.node.id, ...(Object.fromEntries(lists) as Lists) };
}

function entriesIn(stack: TerraformStack): Entries {
  const known = entriesOf.get(stack);
  if (known) return known;
  const entries: Entries = emptyLists();
  entriesOf.set(stack, entries);
  onSynthesis(stack, (fileFor) => {
    // What only Terraform knows is in it as the expression that gives it.
    const manifest = resolve(stack, accessManifest(stack));
    writeFileSync(fileFor("access.json"), `${JSON.stringify(manifest, null, 2)}\n`);
  });
  return entries;
}

function sorted<Entry>(entries: Entry[]): Entry[] {
  const key = (entry: Entry) => JSON.stringify(entry);
  return entries.sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
