import type { UnnamedFinding } from "../../finding";
import { listed } from "../../quoted";
import { isDescribedType } from "../described-part";
import type { PlannedChange } from "../planned-change";
import { isDescribed, isMadeAs, isSecretly, tellingEdits, withoutSecrets } from "../undescribed-edit";
import type { Consequences, Planned } from "./consequence";

/** Something of a resource of which access.json doesn't say what that lets whom do. */
interface Edit {
  readonly change: PlannedChange;
  /** What is done: findings are of what is done alike. */
  readonly does: string;
  readonly arguments: readonly string[];
  readonly isSecret: boolean;
}

/** Whatever a plan does that no rule has compared, but for what is known to be harmless. */
export const undescribed: Consequences = (planned) => {
  const edits = planned.changes
    .filter(({ type }) => !type.startsWith("data."))
    .filter((change) => !isDescribed(change, planned))
    .flatMap((change) => editsOf(change, planned));
  const alike = new Map<string, Edit[]>();
  for (const edit of edits) {
    const key = JSON.stringify([edit.does, edit.isSecret, isDescribedType(edit.change.type)]);
    alike.set(key, [...(alike.get(key) ?? []), edit]);
  }
  return [...alike.values()].map(findingOf);
};

function editsOf(change: PlannedChange, planned: Planned): Edit[] {
  const { action, type, before, after } = change;
  const isOurs = isDescribedType(type);
  if (isOurs && isSameElsewhere(change, planned)) return [];
  if (action === "create") return [edit(change, "Makes", Object.keys(after), isOurs)];
  // What of another provider is destroyed or made anew is told by itself.
  if (action === "destroy") return isOurs ? [edit(change, "Destroys", Object.keys(before), false)] : [];
  if (action !== "update" && action !== "replace") return [];
  const drifted = planned.drift.find((each) => each.address === change.address);
  const names = tellingEdits(change, planned, drifted);
  return names.length ? [edit(change, `Changes ${listed(names)} of`, names, isOurs)] : [];
}

function edit(change: PlannedChange, does: string, names: readonly string[], isTold: boolean): Edit {
  return {
    change,
    does,
    arguments: names,
    isSecret: isTold && names.some((name) => isSecretly(change, name)),
  };
}

/** Whether only its address is another one: one is made with all that another one has, which goes. */
function isSameElsewhere(change: PlannedChange, { changes }: Planned): boolean {
  const isMade = change.action === "create";
  return changes.some(
    (each) =>
      each.type === change.type &&
      each.action === (isMade ? "destroy" : "create") &&
      isMadeAs(isMade ? each : change, isMade ? change : each),
  );
}

function findingOf(edits: readonly Edit[]): UnnamedFinding {
  const addresses = edits.map(({ change }) => change.address).sort();
  const { does, isSecret } = edits[0] as Edit;
  return {
    rule: isSecret ? "sensitive-change" : "undescribed-change",
    kind: isSecret ? "unknown" : "undescribed",
    subject: addresses.join(", "),
    sentence: isSecret
      ? `${does} ${listed(addresses)}: it is sensitive, and nobody can tell here what it lets whom do`
      : `${does} ${listed(addresses)}: access.json does not say what that lets whom do`,
    content: edits.map(({ change, arguments: names }) => [
      change.address,
      names.map((name) => contentOf(change, name)),
    ]),
  };
}

/** Secrets are left out: by an ID, somebody could try whether a guess is right. */
function contentOf({ before, after, unknown, masks }: PlannedChange, name: string): unknown {
  const at = (mask: unknown) =>
    mask === true ? true : (mask as Record<string, unknown> | undefined)?.[name];
  return [
    name,
    withoutSecrets(before[name], at(masks.before)) ?? null,
    withoutSecrets(after[name], at(masks.after)) ?? null,
    unknown[name] ?? false,
  ];
}
