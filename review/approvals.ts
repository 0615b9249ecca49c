import { type Document, isScalar, isSeq, LineCounter, type Node, parseDocument } from "yaml";
import { isReason } from "../constructs/guardrails/reason";
import { quoted } from "./quoted";
import { FINDING_ID, type ReviewFinding, reviewFinding } from "./finding";

/** That somebody knows of a finding and lets it through. */
export interface Approval {
  /** The finding's ID. */
  readonly finding: string;
  readonly reason: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly expires: string;
}

/** A finding that somebody lets through. */
export interface ApprovedFinding extends ReviewFinding, Pick<Approval, "reason" | "expires"> {}

/** A file of approvals can't be read. */
export class ApprovalsError extends Error {
  readonly problem: string;
  readonly advice = "Write for each: finding, reason and expires, as docs/gates.md shows it.";

  constructor(lines: readonly string[]) {
    super(lines.join("\n"));
    this.problem = lines.join("\n");
    this.name = "ApprovalsError";
  }
}

const FIELDS = ["finding", "reason", "expires"] as const;
const LONGEST_DAYS = 366;
const DAY_MS = 86_400_000;

/**
 * Approvals of a YAML file.
 *
 * @param today what day it is, in UTC
 * @throws ApprovalsError with each line that is wrong, all at once
 */
export function readApprovals(text: string, today: Date): readonly Approval[] {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter });
  const lineOf = (node: Node | null) => counter.linePos(node?.range?.[0] ?? 0).line;
  const broken = document.errors.map(
    ({ pos, message }) => `line ${counter.linePos(pos[0]).line}: ${firstLine(message)}`,
  );
  if (broken.length) throw new ApprovalsError(broken);
  const { contents } = document;
  if (contents === null || (isScalar(contents) && contents.value === null)) return [];
  if (!isSeq<Node>(contents))
    throw new ApprovalsError([`line ${lineOf(contents)}: this is not a list of approvals`]);
  const values = valuesOf(document);
  const entries = contents.items.map((node, index) => ({
    line: lineOf(node),
    approval: fieldsOf(values[index]),
  }));
  const wrong = entries.flatMap(({ line, approval }, index) => {
    const before = entries.slice(0, index).find((each) => each.approval?.finding === approval?.finding);
    return [
      ...(approval ? problemsOf(approval, today) : ["this is no approval: it has no fields"]),
      ...(approval?.finding && before
        ? [`${approval.finding} is approved in line ${before.line} already`]
        : []),
    ].map((problem) => `line ${line}: ${problem}`);
  });
  if (wrong.length) throw new ApprovalsError(wrong);
  return entries.map(({ approval }) => approval as unknown as Approval);
}

function firstLine(message: string): string {
  return message.replace(/ at line \d+[^]*$/, "");
}

function valuesOf(document: Document): unknown[] {
  try {
    return document.toJS() as unknown[];
  } catch {
    throw new ApprovalsError(["line 1: it refers to itself more often than can be read"]);
  }
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isFields = typeof value === "object" && value !== null && !Array.isArray(value);
  return isFields ? (value as Readonly<Record<string, unknown>>) : undefined;
}

function problemsOf(approval: Readonly<Record<string, unknown>>, today: Date): string[] {
  const { finding, reason, expires } = approval;
  const unknown = Object.keys(approval).filter((name) => !(FIELDS as readonly string[]).includes(name));
  return [
    ...unknown.map((name) => `there is no field ${quoted(name)} of an approval`),
    ...(typeof finding === "string" && FINDING_ID.test(finding)
      ? []
      : ["finding has to be the ID of one, such as new-reader-1a2b3c4d5e6f7081"]),
    ...(typeof reason === "string" && isReason(reason, String(finding))
      ? []
      : [
          "reason has to be 10 letters or more, in two words or more, besides words such as TODO and those of the finding",
        ]),
    ...dayProblems(expires, today),
  ];
}

function dayProblems(expires: unknown, today: Date): string[] {
  const day =
    typeof expires === "string" && /^\d{4}-\d\d-\d\d$/.test(expires) ? new Date(expires) : undefined;
  if (!day || !isSameDay(day, String(expires))) return ["expires has to be a day, such as 2027-01-31"];
  const isFar = day.getTime() - today.getTime() > LONGEST_DAYS * DAY_MS;
  return isFar ? ["expires has to be a day within a year from now"] : [];
}

/** The 31st of February is the 3rd of March. */
function isSameDay(day: Date, text: string): boolean {
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** What is left to decide, what somebody lets through, and approvals that don't hold as findings of their own. */
export function approve(
  findings: readonly ReviewFinding[],
  approvals: readonly Approval[],
  today: Date,
): { readonly findings: readonly ReviewFinding[]; readonly approved: readonly ApprovedFinding[] } {
  const day = today.toISOString().slice(0, 10);
  const holds = ({ expires }: Approval) => expires >= day;
  const of = ({ id }: ReviewFinding) => approvals.find((each) => each.finding === id && holds(each));
  const ids = new Set(findings.map(({ id }) => id));
  return {
    findings: [
      ...findings.filter((finding) => !of(finding)),
      ...approvals.filter((each) => !holds(each)).map(expired),
      ...approvals.filter((each) => holds(each) && !ids.has(each.finding)).map(unused),
    ],
    approved: findings.flatMap((finding) => {
      const { reason, expires } = of(finding) ?? {};
      return reason === undefined || expires === undefined ? [] : [{ ...finding, reason, expires }];
    }),
  };
}

function expired({ finding, expires }: Approval): ReviewFinding {
  const sentence = `The approval of ${quoted(finding)} held until ${expires}: decide it again, or take it out`;
  return reviewFinding({ rule: "expired-approval", subject: finding, sentence, kind: "approval" });
}

function unused({ finding }: Approval): ReviewFinding {
  const sentence = `The approval of ${quoted(finding)} is of nothing that is found: take it out`;
  return reviewFinding({ rule: "unused-approval", subject: finding, sentence, kind: "approval" });
}
