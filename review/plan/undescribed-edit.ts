import { isDeepStrictEqual } from "node:util";
import type { AccessManifest } from "../../constructs/access/access-manifest";
import { NOTHING } from "../access/nothing";
import { describedArgument, describedPart, isDescribedType } from "./described-part";
import { isHarmlessEdit } from "./harmless-edits";
import type { PlannedChange } from "./planned-change";

/** Made by a server, and chosen by nobody. What is only written (`…_wo`) is in no plan, but its version is. */
const COMPUTED = ["id", "accessor", "oid", "uuid", "role_id"];

/** What is described before and after. */
export interface Described {
  /** @default - nobody has given it */
  readonly base?: AccessManifest;
  /** @default - nobody has given it */
  readonly head?: AccessManifest;
}

/** Whether access.json says of a resource, by the name that it has or gets, something else than before: rules have compared that. */
export function isDescribed({ type, before, after }: PlannedChange, described: Described): boolean {
  if (!isDescribedType(type)) return false;
  return differs(described, (access) => [before, after].map((values) => describedPart(type, values, access)));
}

function differs({ base, head }: Described, part: (access: AccessManifest) => unknown): boolean {
  return !isDeepStrictEqual(part(base ?? NOTHING), part(head ?? NOTHING));
}

/** The arguments of a resource that stays by which somebody may get more. @param drifted what somebody changed of it besides */
export function tellingEdits(change: PlannedChange, described: Described, drifted?: PlannedChange): string[] {
  const { before, after } = change;
  const isTakenBack = (name: string) => drifted !== undefined && isSame(drifted.before[name], after[name]);
  const isHarmless = (name: string) =>
    isHarmlessEdit(change, name) || isTakenBack(name) || isDescribedArgument(change, name, described);
  return namesIn(change).filter(
    (name) => isLater(change, name) || !(isSame(before[name], after[name]) || isHarmless(name)),
  );
}

function isDescribedArgument(
  { type, before, after }: PlannedChange,
  argument: string,
  described: Described,
): boolean {
  return differs(described, (access) =>
    [before, after].map((values) => describedArgument({ type, argument }, values, access)),
  );
}

/** Whether one is made with just what another one has. */
export function isMadeAs(old: PlannedChange, made: PlannedChange): boolean {
  const names = new Set([...namesIn(old), ...namesIn(made)]);
  return [...names].every((name) => !isLater(made, name) && isSame(old.before[name], made.after[name]));
}

function namesIn({ type, before, after, unknown }: PlannedChange): string[] {
  const names = new Set([before, after, unknown].flatMap(Object.keys));
  const isTold = (name: string) => !COMPUTED.includes(name) && !name.endsWith("_wo");
  return [...names].filter((name) => !isDescribedType(type) || isTold(name)).sort();
}

/** By what is only known afterwards, anything can be meant. */
function isLater({ unknown }: PlannedChange, name: string): boolean {
  return unknown[name] === true;
}

/** Providers write nothing as an empty text or list, too. To switch something off is a value. */
function isSame(one: unknown, other: unknown): boolean {
  return isDeepStrictEqual(orNothing(one), orNothing(other));
}

function orNothing(value: unknown): unknown {
  if (value === null || value === "") return undefined;
  return typeof value === "object" && !Object.keys(value ?? {}).length ? undefined : value;
}

/** Whether what is sensitive in an argument becomes something else. */
export function isSecretly({ before, after, masks }: PlannedChange, argument: string): boolean {
  const [was, is] = [masked(before, masks.before), masked(after, masks.after)].map((each) =>
    JSON.stringify((each as Record<string, unknown> | undefined)?.[argument] ?? null),
  );
  return was !== is;
}

/** A value in which what is sensitive is left out. */
export function withoutSecrets(value: unknown, mask: unknown): unknown {
  if (mask === true) return "sensitive";
  if (typeof value !== "object" || value === null || typeof mask !== "object" || mask === null) return value;
  const inner = mask as Record<string, unknown>;
  if (Array.isArray(value)) return value.map((each, index) => withoutSecrets(each, inner[index]));
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [name, withoutSecrets(each, inner[name])]),
  );
}

/** What is sensitive alone. */
function masked(value: unknown, mask: unknown): unknown {
  if (mask === true) return value ?? undefined;
  if (typeof value !== "object" || value === null || typeof mask !== "object" || mask === null)
    return undefined;
  return Object.fromEntries(
    Object.entries(value)
      .map(([name, each]) => [name, masked(each, (mask as Record<string, unknown>)[name])])
      .filter(([, each]) => each !== undefined),
  );
}
