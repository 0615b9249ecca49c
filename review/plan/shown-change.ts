import { isDeepStrictEqual } from "node:util";
import { isAllowed } from "./allowed-values";
import type { Action, PlannedChange } from "./planned-change";

/** A resource in a plan, as it may be shown. */
export interface ShownChange {
  readonly address: string;
  readonly action: Action;
  /** Why it is destroyed or replaced, in words. @default - because nobody describes it any more */
  readonly because?: string;
  readonly movedFrom?: string;
  readonly isImported?: true;
  /** What differs of one that stays. */
  readonly arguments: readonly ShownArgument[];
}

/** An argument that differs. Its values are there only where they may be shown. */
export interface ShownArgument {
  readonly name: string;
  readonly before?: string;
  readonly after?: string;
}

/** What may be shown of a resource in a plan. */
export function shownChange(change: PlannedChange): ShownChange {
  const { address, action, movedFrom, isImported } = change;
  return {
    address,
    action,
    because: becauseOf(change),
    movedFrom,
    ...(isImported ? { isImported: true as const } : {}),
    arguments: differing(change).map((name) => shownArgument(change, name)),
  };
}

/** What differs of one that stays; what another one is made because of. */
function differing(change: PlannedChange): readonly string[] {
  if (change.action === "replace") return change.forcedBy;
  return change.action === "update" ? changedNames(change) : [];
}

/** The arguments in which a resource is to differ. What is only known afterwards, and was chosen by no one, isn't among them. */
export function changedNames({ before, after, unknown, forcedBy }: PlannedChange): string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after), ...forcedBy]);
  return [...names]
    .filter((name) => forcedBy.includes(name) || !isSame(before[name], after[name]))
    .filter((name) => forcedBy.includes(name) || unknown[name] !== true)
    .sort();
}

/** For a provider, nothing is the same as an empty value. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(orNothing(one), orNothing(other));
}

function orNothing(value: unknown): unknown {
  const isEmpty = typeof value === "object" ? !Object.keys(value ?? {}).length : !value;
  return isEmpty ? undefined : value;
}

function shownArgument({ type, before, after, unknown, sensitive }: PlannedChange, name: string) {
  if (!isAllowed(type, name) || sensitive.has(name) || sensitive.has("*")) return { name };
  return { name, before: inWords(before[name]), after: unknown[name] ? "?" : inWords(after[name]) };
}

/** What is nested deeper than in a list is no value that may be shown. */
function inWords(value: unknown): string {
  if (value === undefined || value === null || value === "") return "nothing";
  if (Array.isArray(value)) return value.map(inWords).join(", ") || "nothing";
  return typeof value === "object" ? "…" : String(value);
}

const BECAUSE: Readonly<Record<string, string>> = {
  replace_because_tainted: "it is tainted",
  replace_because_cannot_update: "can't be changed in place",
  replace_by_request: "somebody asked for it by -replace",
  replace_by_triggers: "something it is replaced with changes",
  delete_because_wrong_repetition: "its count or for_each is another one",
  delete_because_count_index: "its count is lower",
  delete_because_each_key: "its key is not in for_each any more",
  delete_because_no_module: "its module is not there any more",
  delete_because_no_move_target: "it was moved to where nothing is",
};

function becauseOf({ reason }: PlannedChange): string | undefined {
  return reason !== undefined && Object.hasOwn(BECAUSE, reason) ? BECAUSE[reason] : undefined;
}
