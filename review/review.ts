import type { AccessManifest } from "../constructs/access/access-manifest";
import { accessChanges } from "./access/access-changes";
import type { AccessRow } from "./access/access-row";
import { broadenings } from "./access/broadenings";
import { compareAccess } from "./access/compared-access";
import { type Approval, approve, type ApprovedFinding } from "./approvals";
import { isApprovable, type ReviewFinding, reviewFinding, type UnnamedFinding } from "./finding";
import { type NextStep, nextSteps } from "./next-steps";
import { driftIn } from "./plan/drift";
import type { Action, Plan } from "./plan/planned-change";
import { planFindings } from "./plan/review-plan";
import { shownChange, type ShownChange } from "./plan/shown-change";
import { type StatementChange, statementChanges } from "./plan/statements";
import { type Rehearsed, rehearsedFindings } from "./rehearsed";
import type { Unread } from "./unread";
import { worstFirst, worstNews } from "./worst";

/** What a review is made of. */
export interface ReviewProps {
  /** @default - it can't be read */
  readonly plan?: Plan;
  /** What is described as it is deployed, and as it will be; nothing where there is no such stack. @default - nobody says */
  readonly described?: { readonly base?: AccessManifest; readonly head?: AccessManifest };
  /** @default - it was not rehearsed */
  readonly rehearsed?: Rehearsed;
  /** Which rules that always hold are broken as it will be. @default - there are none */
  readonly never?: readonly ReviewFinding[];
  /** What somebody has decided already. @default - nothing */
  readonly approvals?: readonly Approval[];
  /** What was given and can't be read. */
  readonly unread: readonly Unread[];
  /** The directory of the stack as it is deployed. @default - unknown */
  readonly deployed?: string;
  readonly today: Date;
}

/** What a change of a stack means to whoever lets it through. Holds no secret. */
export interface Review {
  readonly schemaVersion: 1;
  /** The stack. @default - nobody has described it */
  readonly stack?: string;
  /** The worst news, in one sentence. */
  readonly worst: string;
  /** What is to be decided, the worst first. */
  readonly findings: readonly ReviewFinding[];
  /** What somebody has decided already. */
  readonly approved: readonly ApprovedFinding[];
  /** Who gains, loses or changes what. @default - nobody has described both sides */
  readonly access?: readonly AccessRow[];
  /** Statements of roles that are others than before. */
  readonly statements: readonly StatementChange[];
  /** What a rehearsal of it reported. @default - it was not rehearsed */
  readonly rehearsed?: Rehearsed;
  /** What the plan does. @default - it can't be read */
  readonly plan?: ShownPlan;
  /** What to do next, the first first. */
  readonly next: readonly NextStep[];
  /** `findings`: there is something to decide. `couldNotTell`: nobody can say all that it does. */
  readonly exit: "fine" | "findings" | "couldNotTell";
}

/** What may be shown of a plan. */
export interface ShownPlan {
  /** How many resources it makes, changes, … */
  readonly counts: Partial<Record<Action, number>>;
  /** The resources with which it does something, and those that it takes over or whose address changes. */
  readonly changes: readonly ShownChange[];
  /** What somebody changed besides Terraform, and the plan changes again. */
  readonly drift: readonly ShownChange[];
  /** Outputs by name. Their values are not shown. */
  readonly outputs: Plan["outputs"];
  readonly failedChecks: readonly string[];
}

/** How long an approval holds that is written today. */
const DAYS = 30;

/** What a change of a stack means to whoever lets it through. */
export function review(props: ReviewProps): Review {
  const { plan, described, rehearsed, never = [], approvals = [], unread, deployed, today } = props;
  const found = [
    ...unread.map(unreadFinding),
    ...(plan ? planFindings(plan, described) : []),
    ...(rehearsed ? rehearsedFindings(rehearsed) : []),
  ];
  const compared = described && compareAccess(described.base, described.head);
  const gained = compared ? broadenings(compared) : [];
  const all = [...found.map(reviewFinding), ...gained, ...never];
  const decided = approve(all.filter(isApprovable), approvals, today);
  const findings = worstFirst([...all.filter((each) => !isApprovable(each)), ...decided.findings]);
  const { approved } = decided;
  const shown = plan && shownPlan(plan);
  const access = compared && accessChanges(compared);
  const isChange = (shown?.changes.length ?? 0) + (shown?.outputs.length ?? 0) + (access?.length ?? 0) > 0;
  const stack = described?.head?.stack ?? described?.base?.stack;
  const until = new Date(today.getTime() + DAYS * 86_400_000).toISOString().slice(0, 10);
  return {
    schemaVersion: 1,
    stack,
    worst: worstNews(findings, { approved: approved.length, isChange }),
    findings,
    approved,
    access,
    statements: plan ? statementChanges(plan.changes) : [],
    rehearsed,
    plan: shown,
    next: nextSteps({ findings, approved, unread, isChange, stack, deployed, until }),
    exit: findings.some(({ kind }) => kind === "unknown")
      ? "couldNotTell"
      : findings.length
        ? "findings"
        : "fine",
  };
}

function unreadFinding({ untold, problem }: Unread): UnnamedFinding {
  return {
    rule: "unreadable",
    kind: "unknown",
    subject: untold,
    sentence: `${untold} can't be told: ${problem}`,
  };
}

function shownPlan(plan: Plan): ShownPlan {
  const told = plan.changes.filter(
    ({ action, movedFrom, isImported, type }) =>
      (action !== "none" || movedFrom !== undefined || isImported) &&
      !(action === "read" && type.startsWith("data.")),
  );
  const counts: Partial<Record<Action, number>> = {};
  for (const { action } of told) if (action !== "none") counts[action] = (counts[action] ?? 0) + 1;
  return {
    counts,
    changes: told.map(shownChange),
    drift: driftIn(plan),
    outputs: plan.outputs.filter(({ action }) => action !== "none"),
    failedChecks: plan.failedChecks,
  };
}
