import type { AccessManifest } from "../../../constructs/access/access-manifest";
import { workloadName } from "../../../constructs/access/access-facts";
import type { UnnamedFinding } from "../../finding";
import { listed } from "../../quoted";
import { isGone, type PlannedChange } from "../planned-change";

/** A plan, and what was described before it and will be. */
export interface Planned {
  readonly changes: readonly PlannedChange[];
  /** What somebody changed besides Terraform. */
  readonly drift: readonly PlannedChange[];
  /** @default - nobody has given what was described before */
  readonly base?: AccessManifest;
  /** @default - nobody has given what will be described */
  readonly head?: AccessManifest;
}

/** What a plan does to whatever runs, by what it destroys, replaces or renames. */
export type Consequences = (planned: Planned) => UnnamedFinding[];

/** The resources of a type that are gone as they were. */
export function goneOf({ changes }: Planned, ...types: readonly string[]): PlannedChange[] {
  return changes.filter((each) => types.includes(each.type) && isGone(each));
}

/** The resources of a type that get another name where they are. */
export function renamedOf({ changes }: Planned, type: string, name = "name"): PlannedChange[] {
  return changes.filter(
    (each) =>
      each.type === type &&
      each.action === "update" &&
      each.before[name] !== each.after[name] &&
      each.after[name] !== undefined,
  );
}

/** Whether another resource of the type will be there with the same arguments, as where an address changes. */
export function isMadeAgain(
  { changes }: Planned,
  { type, before }: PlannedChange,
  names: readonly string[],
): boolean {
  return changes.some(
    ({ type: other, action, after }) =>
      other === type && action !== "destroy" && names.every((name) => after[name] === before[name]),
  );
}

/** `; read by …`, where somebody is described who reads one of them. */
export function readBy({ base }: Planned, paths: readonly string[]): string {
  const readers = base?.workloads.filter(({ reads }) => reads.some(({ path }) => paths.includes(path))) ?? [];
  return readers.length ? `; read by ${listed(readers.map(workloadName))}` : "";
}

/** An argument as a text. */
export function textOf(value: unknown): string {
  return typeof value === "string" || typeof value === "number" ? String(value) : "";
}
