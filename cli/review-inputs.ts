import { readFileSync } from "node:fs";
import { dirname } from "node:path";
import { isForTheUser, RehearsalError } from "../clients/could-not-tell";
import type { AccessManifest } from "../constructs/access/access-manifest";
import { readAccessManifest } from "../constructs/access/read-access-manifest";
import { readApprovals } from "../review/approvals";
import type { ReviewFinding } from "../review/finding";
import { readPlan } from "../review/plan/read-plan";
import { quoted } from "../review/quoted";
import { rehearsedIn } from "../review/rehearsed";
import type { ReviewProps } from "../review/review";
import { brokenRules } from "./broken-rules";
import { readText } from "./read-text";
import type { Unread } from "../review/unread";

/** The files that a review is made of. */
interface ReviewFiles {
  readonly plan: string;
  readonly base?: string;
  readonly head?: string;
  readonly change?: string;
  readonly approvals?: string;
  readonly never?: string;
}

/** Reads what a review is made of. What can't be read is told in the review. */
export function reviewInputs({ plan, base, head, change, approvals, never }: ReviewFiles): ReviewProps {
  const today = new Date();
  const unread: Unread[] = [];
  const tried = <Value>(untold: string, read: () => Value): Value | undefined => {
    try {
      return read();
    } catch (error) {
      if (!isForTheUser(error)) throw error;
      unread.push({ untold, problem: inOneLine(error.problem), advice: inOneLine(error.advice) });
      return undefined;
    }
  };
  const read = tried("What Terraform would do", () => readPlan(plan));
  const isDescribed = base !== undefined || head !== undefined;
  const described = tried("Who gains or loses access", () => ({
    base: base === undefined ? undefined : readAccessManifest(base),
    head: head === undefined ? undefined : readAccessManifest(head),
  }));
  return {
    plan: read,
    described: isDescribed ? described : undefined,
    rehearsed: change === undefined ? undefined : tried("What a rehearsal found", () => readReport(change)),
    never: never === undefined ? [] : tried("Whether a rule is broken", () => broken(never, described?.head)),
    approvals:
      approvals === undefined
        ? []
        : tried("What is approved", () =>
            readApprovals(
              readText(approvals, "Name a YAML file of approvals: docs/gates.md shows one."),
              today,
            ),
          ),
    unread,
    deployed: base === undefined ? undefined : dirname(base),
    today,
  };
}

/** A message that is several lines long, without its last full stop. */
function inOneLine(text: string): string {
  return text.replace(/\s+/g, " ").replace(/\.$/, "");
}

/** @throws RehearsalError when nobody described what would break a rule */
function broken(path: string, head?: AccessManifest): ReviewFinding[] {
  if (head) return brokenRules(path, head);
  throw new RehearsalError(
    "Rules are about what will be described, and there is none",
    "Name it: --head cdktf.out/stacks/dev/access.json",
  );
}

function readReport(path: string) {
  const report = rehearsedIn(parse(path));
  if (report) return report;
  throw new RehearsalError(
    `The file ${quoted(path)} is no report of a rehearsal that this version of vault-db knows`,
    "Write it: vault-db rehearse <stack> --from <directory> --json > report.json",
  );
}

function parse(path: string): unknown {
  try {
    return JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    const { code } = cause as NodeJS.ErrnoException;
    const problem =
      code === undefined
        ? `The file ${quoted(path)} is not JSON, or it is cut off`
        : `The file ${quoted(path)} can't be read: ${code}`;
    throw new RehearsalError(
      problem,
      "Write it: vault-db rehearse <stack> --from <directory> --json > report.json",
      { cause },
    );
  }
}
