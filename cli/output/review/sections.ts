import type { ReviewFinding } from "../../../review/finding";
import type { Action } from "../../../review/plan/planned-change";
import type { ShownChange } from "../../../review/plan/shown-change";
import { quoted } from "../../../review/quoted";
import type { Review, ShownPlan } from "../../../review/review";
import { lineOf } from "../../../contract/subject";
import { counted } from "../counted";
import { changeLines } from "../render-change";

/** Sentences under a title. Names in them stand between backticks. */
export interface Section {
  readonly title: string;
  readonly sentences: readonly string[];
  /** Whether it is to be opened first. */
  readonly isFolded?: boolean;
}

/** By how a review ends. */
export const SIGNS: Readonly<Record<Review["exit"], string>> = {
  fine: "✓",
  findings: "✗",
  couldNotTell: "?",
};

const FINDINGS: readonly (readonly [title: string, kinds: readonly ReviewFinding["kind"][]])[] = [
  ["Can't be told", ["unknown"]],
  ["Forbidden", ["forbidden"]],
  ["What ends", ["destroys", "ends-sessions"]],
  ["What fails", ["fails"]],
  ["Not described", ["undescribed"]],
  ["Approvals", ["approval"]],
];

/** What is to be decided, but for who gains access. */
export function findingSections({ findings }: Review): Section[] {
  return FINDINGS.map(([title, kinds]) => ({
    title,
    sentences: findings.filter(({ kind }) => kinds.includes(kind)).map(({ sentence }) => sentence),
  }));
}

/** What a reviewer wants to know besides. */
export function otherSections({ statements, rehearsed, approved, plan }: Review): Section[] {
  return [
    {
      title: "Statements",
      sentences: statements.map(
        ({ path, statements: which, effect }) =>
          `The ${which} statements of ${quoted(path)} change: ${effect}`,
      ),
    },
    { title: "Rehearsed", sentences: rehearsed ? rehearsedSentences(rehearsed) : [] },
    {
      title: "Approved",
      isFolded: true,
      sentences: approved.map(
        ({ sentence, reason, expires }) => `${sentence}: ${quoted(reason)}, until ${expires}`,
      ),
    },
    ...(plan ? planSections(plan) : []),
  ];
}

/** `1 to make, 2 to destroy` */
export function countsOf({ counts }: ShownPlan): string {
  const said = (Object.keys(WORDS) as Action[]).flatMap((action) => {
    const count = counts[action];
    return count ? [`${count} ${WORDS[action]?.[0]}`] : [];
  });
  return said.join(", ");
}

/** To do, and done. */
const WORDS: Partial<Record<Action, readonly [todo: string, title: string]>> = {
  create: ["to make", "Made"],
  update: ["to change", "Changed"],
  replace: ["to replace", "Replaced"],
  destroy: ["to destroy", "Destroyed"],
  forget: ["to leave behind", "Left behind"],
  read: ["to read", "Read"],
  unknown: ["that nobody knows", "Unknown"],
};

function rehearsedSentences({
  passed,
  failed,
  notChecked,
  change,
}: NonNullable<Review["rehearsed"]>): string[] {
  if (!passed && !failed.length && !change) return ["Nothing differs from what was rehearsed before"];
  const counts = `${counted(passed, "check")} passed, ${failed.length || "none"} failed`;
  return [
    notChecked ? `${counts}, ${notChecked} not checked` : counts,
    ...failed.map((check) => `${quoted(lineOf(check))}: ${quoted(check.detail)}`),
    ...(change ? changeLines(change).map((line) => line.trim()) : []),
  ];
}

function planSections({ changes, drift, outputs, failedChecks }: ShownPlan): Section[] {
  const order = ["destroy", "replace", "update", "create", "forget", "read", "unknown"] as const;
  const moved = changes.filter(({ movedFrom }) => movedFrom !== undefined);
  const imported = changes.filter(({ isImported }) => isImported);
  return [
    { title: "Changed besides Terraform", sentences: drift.map(changeSentence) },
    ...order.map((action) => ({
      title: WORDS[action]?.[1] ?? "",
      isFolded: true,
      sentences: changes.filter((change) => change.action === action).map(changeSentence),
    })),
    {
      title: "Moved",
      isFolded: true,
      sentences: moved.map(({ address, movedFrom = "" }) => `${quoted(movedFrom)} is ${quoted(address)} now`),
    },
    { title: "Taken over", isFolded: true, sentences: imported.map(({ address }) => quoted(address)) },
    {
      title: "Outputs",
      isFolded: true,
      sentences: outputs.map(({ name, action }) => `${quoted(name)}: ${action}`),
    },
    { title: "Checks that do not hold", isFolded: true, sentences: failedChecks.map(quoted) },
  ];
}

function changeSentence({ address, because, arguments: changed }: ShownChange): string {
  const told = changed.map(({ name, before, after }) =>
    before === undefined ? quoted(name) : `${quoted(name)} ${quoted(before)} → ${quoted(after ?? "")}`,
  );
  return (
    [quoted(address), ...(because ? [`(${because})`] : [])].join(" ") +
    (told.length ? `: ${told.join(", ")}` : "")
  );
}
