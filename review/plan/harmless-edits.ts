import { isDeepStrictEqual } from "node:util";
import type { PlannedChange, Values } from "./planned-change";

/** Whether an argument with another value lets nobody do more than before, whatever is described. */
export function isHarmlessEdit({ type, before, after }: PlannedChange, argument: string): boolean {
  const isHarmless = Object.hasOwn(HARMLESS, argument) ? HARMLESS[argument] : undefined;
  return isHarmless?.(before[argument], after[argument], { type, before, after }) ?? false;
}

type IsHarmless = (
  before: unknown,
  after: unknown,
  change: Pick<PlannedChange, "type" | "before" | "after">,
) => boolean;

/** Vault's account gets a new password, and Vault rotates it, each time the generation is raised. */
function isRaised(before: unknown, after: unknown): boolean {
  const areNumbers = [before, after].every((each) => /^\d{1,15}$/.test(String(each)));
  return areNumbers && Number(after) > Number(before);
}

const HARMLESS: Readonly<Record<string, IsHarmless>> = {
  description: (_, after) => typeof after === "string",
  password_wo_version: isRaised,
  postgresql: (before, after) => {
    const [was, is] = [blockOf(before), blockOf(after)];
    return (
      was !== undefined &&
      is !== undefined &&
      isRaised(was.password_wo_version, is.password_wo_version) &&
      isDeepStrictEqual({ ...was, password_wo_version: 0 }, { ...is, password_wo_version: 0 })
    );
  },
  data_json: (before, after, change) =>
    change.type === "vault_generic_endpoint" &&
    /^[^/]+(?:\/[^/]+)*\/rotate-root\/[^/]+$/.test(String(change.after.path)) &&
    change.before.path === change.after.path &&
    isRaised(generationIn(before), generationIn(after)),
};

/** A block that is there once is a list in a plan. */
function blockOf(value: unknown): Values | undefined {
  const [block, ...others] = [value].flat() as unknown[];
  return typeof block === "object" && block !== null && !others.length ? (block as Values) : undefined;
}

/** Of `{"generation":2}`, and of nothing that says more. */
function generationIn(json: unknown): number | undefined {
  const [, digits] = /^\{"generation":(\d{1,15})\}$/.exec(String(json)) ?? [];
  return digits === undefined ? undefined : Number(digits);
}
