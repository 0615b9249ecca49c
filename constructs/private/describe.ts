import type { IConstruct } from "constructs";
import type { Lists } from "../access/lists";
import { StackDescription } from "./stack-description";

/** Puts an entry into the stack's `access.json`. Evaluated at synthesis, when the stack is complete. */
export function describe<List extends keyof Lists>(
  construct: IConstruct,
  list: List,
  entry: () => Lists[List][number],
): void {
  const { entries } = StackDescription.of(construct);
  const known = entries[list] as (typeof entry)[] | undefined;
  if (known) known.push(entry);
  else Object.assign(entries, { [list]: [entry] });
}

/** What the stack's `access.json` has in one of its lists, as far as the stack is described. */
export function described<List extends keyof Lists>(construct: IConstruct, list: List): Lists[List] {
  const entries = (StackDescription.of(construct).entries[list] ?? []) as (() => Lists[List][number])[];
  return entries.map((entry) => entry()) as Lists[List];
}
