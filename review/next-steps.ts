import { inShort, isApprovable, type ReviewFinding } from "./finding";
import { shortened, visible } from "./quoted";
import type { Unread } from "./unread";

/** What is to be run next, and what for. */
export interface NextStep {
  readonly why: string;
  /** Lines for a shell, or for a file. @default - there is nothing to run */
  readonly command?: string;
  /** @default - a shell */
  readonly isYaml?: true;
}

/** What the next steps go by. */
export interface Situation {
  readonly findings: readonly ReviewFinding[];
  readonly approved: readonly ReviewFinding[];
  readonly unread: readonly Unread[];
  /** Whether the plan does anything. */
  readonly isChange: boolean;
  /** @default - nobody has described it */
  readonly stack?: string;
  /** The directory of the stack as it is deployed. @default - unknown */
  readonly deployed?: string;
  /** Until when an approval holds that somebody writes today: `2027-01-31`. */
  readonly until: string;
}

/** What to do, the first first: mend, approve, drain, apply. */
export function nextSteps(situation: Situation): NextStep[] {
  const { findings, approved, unread, isChange } = situation;
  const remedies = new Set([...findings, ...approved].map(({ remedy }) => remedy));
  const isTold = !unread.length && findings.every(({ kind }) => kind !== "unknown");
  return [
    ...new Map(unread.map(({ advice }) => [advice, { why: advice }])).values(),
    ...mending(findings),
    ...(findings.some(({ remedy }) => remedy === "generation")
      ? [
          {
            why: "Raise the generation of the connection's root credential in the same change, and plan again",
          },
        ]
      : []),
    ...approving(situation),
    ...(remedies.has("drain") && isTold ? [draining(situation)] : []),
    ...(isChange && isTold ? [{ why: "Apply it", command: "terraform apply <plan>" }] : []),
  ];
}

const MENDING: readonly (readonly [rule: RegExp, step: NextStep])[] = [
  [
    /^plan-errored$/,
    {
      why: "Mend what Terraform stopped at, and plan again",
      command: "terraform plan -out=plan && terraform show -json plan > plan.json",
    },
  ],
  [/^plan-incomplete$/, { why: "Apply this plan only if the rest may wait, and review the next one, too" }],
  [/^action-unknown$/, { why: "Read what that does in terraform show <plan>" }],
  [/^(rehearsal-failed|apply-refused)$/, { why: "Mend what failed in the rehearsal" }],
];

function mending(findings: readonly ReviewFinding[]): NextStep[] {
  const steps = MENDING.filter(([rule]) => findings.some((finding) => rule.test(finding.rule)));
  return [
    ...steps.map(([, step]) => step),
    ...(findings.some(({ kind }) => kind === "forbidden")
      ? [{ why: "Change the branch: a rule that always holds is broken, and no approval lifts it" }]
      : []),
    ...(findings.some(({ kind }) => kind === "approval") ? [{ why: "Mend the file of approvals" }] : []),
  ];
}

function approving({ findings, until }: Situation): NextStep[] {
  const open = findings.filter(isApprovable);
  if (!open.length) return [];
  const lines = open.flatMap((finding) => [
    `# ${shortened(visible(inShort(finding)))}`,
    `- finding: ${finding.id}`,
    '  reason: ""',
    `  expires: ${until}`,
  ]);
  return [
    {
      why: "Change the branch, or approve: write into the file that --approvals names, with a reason each",
      command: lines.join("\n"),
      isYaml: true,
    },
  ];
}

function draining({ stack = "<stack>", deployed }: Situation): NextStep {
  const from =
    deployed === undefined ? "" : ` --from ${inShell(deployed, "<directory of the stack as it is>")}`;
  return {
    why: "Right before the apply, drain",
    command: `vault-db drain ${inShell(stack, "<stack>")}${from}`,
  };
}

/** A word that a shell takes as it is, or what stands for it. */
function inShell(word: string, otherwise: string): string {
  return /^[\w./@-]{1,200}$/.test(word) && !word.startsWith("-") ? word : otherwise;
}
