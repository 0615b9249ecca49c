/** GitHub takes 65,536 characters, the marker and the last line break included. */
const LIMIT = 64_900;
const LINE_LIMIT = 400;
const DIFFERENCE_LIMIT = 8_000;

/** A step of plan.yml that is told of. */
interface Step {
  readonly id: string;
  readonly title: string;
  /** How many characters of its output are shown. */
  readonly limit: number;
  /** Which line of its output says the most, by preference. */
  readonly lines: readonly RegExp[];
  /** Whether it is told of when it was fine, too. */
  readonly always?: boolean;
  /** Whether what went wrong stands at the end of its output. */
  readonly errorsLast?: boolean;
}

const STEPS: readonly Step[] = [
  { id: "install", title: "npm ci", limit: 4_000, lines: [/^npm error .+/m] },
  { id: "synth", title: "npm run synth", limit: 8_000, lines: [/^\d+ findings?;.+/m, /^\w*Error: .+/m] },
  {
    id: "before",
    title: "npm run synth, at the base",
    limit: 4_000,
    lines: [/^npm error .+/m, /^\w*Error: .+/m],
  },
  {
    id: "rehearsal",
    title: "Rehearsal",
    limit: 14_000,
    // It ends with a sentence that may take several lines. One that could not tell begins with why.
    lines: [/^\d+ (of \d+ )?checks? [^]+/m, /^.+/m],
    always: true,
  },
  {
    id: "change",
    title: "Rehearsal of the change",
    limit: 10_000,
    lines: [/^\d+ (of \d+ )?checks? [^]+/m, /^.+/m],
    always: true,
  },
  {
    id: "plan",
    title: "Terraform's plan",
    limit: 24_000,
    lines: [/^(Plan:|No changes\.|No plan:) .+/m, /Error: .+/],
    always: true,
    errorsLast: true,
  },
];

/** What plan.yml has found out about an environment. */
export interface Plan {
  readonly environment: string;
  /** How each step ended, by its id: "success", "failure", "cancelled" or "skipped". */
  readonly outcomes: Readonly<Record<string, string>>;
  /** What each step wrote, by its id. */
  readonly texts: Readonly<Record<string, string>>;
  /** Whether the base has such an environment. */
  readonly inBase: boolean;
  /** Whether this branch has such an environment. */
  readonly inHead: boolean;
}

/** The comment, in Markdown. It begins with nothing that it could be found by: the job that comments sees to that. */
export function renderPlanComment(plan: Plan): string {
  const { environment, outcomes, texts } = plan;
  const told = STEPS.filter(({ id, always }) => always || hasFailed(outcomes[id]));
  const comment = [
    `### ${environment}`,
    "",
    ...difference(plan),
    "",
    ...told.map((step) => summary(step, outcomes[step.id], texts[step.id] ?? "")),
    ...told.flatMap((step) => details(step, outcomes[step.id], texts[step.id] ?? "")),
  ].join("\n");
  return comment.slice(0, LIMIT);
}

function difference({ outcomes, texts, inBase, inHead }: Plan): string[] {
  if (outcomes.synth !== "success")
    return ["Who gains or loses access can't be told: this branch can't be synthesized."];
  const failed = outcomes.difference !== "success";
  const notes = [
    ...(inBase
      ? []
      : [`New: the base ${baseIs(outcomes.before)}, so all that is described here is gained.`, ""]),
    ...(inHead
      ? []
      : ["Gone: this branch has no such environment. Take it out of the matrix in plan.yml.", ""]),
    ...(failed ? ["Who gains or loses access could not be told:", ""] : []),
  ];
  return [...notes, ...block(cut(texts.difference ?? "", DIFFERENCE_LIMIT), failed ? "" : "diff")];
}

function baseIs(outcome?: string): string {
  return outcome === "success" ? "has no such environment" : "can't be synthesized";
}

function summary({ title, lines }: Step, outcome: string | undefined, text: string): string {
  if (outcome === "skipped" || outcome === undefined) return `- ${title}: did not run`;
  const found = lines.map((line) => line.exec(text)).find(Boolean);
  const [said] = found ?? text.trim().split("\n").slice(-1);
  const line = (said || "it wrote nothing").trim().replace(/\s+/g, " ").slice(0, LINE_LIMIT);
  return `- ${hasFailed(outcome) ? "✗" : "✓"} ${title}: ${inlineCode(line)}`;
}

function details({ title, limit, errorsLast }: Step, outcome: string | undefined, text: string): string[] {
  if (!text.trim()) return [];
  const failed = hasFailed(outcome);
  return [
    "",
    `<details${failed ? " open" : ""}><summary>${title}</summary>`,
    "",
    ...block(cut(text, limit, failed && errorsLast)),
    "",
    "</details>",
  ];
}

function hasFailed(outcome?: string): boolean {
  return outcome === "failure" || outcome === "cancelled";
}

/** A text of so many characters at most. */
function cut(text: string, limit: number, keepEnd = false): string {
  const whole = text.trimEnd();
  if (whole.length <= limit) return whole;
  return keepEnd ? `… cut off …\n${whole.slice(-limit)}` : `${whole.slice(0, limit)}\n… cut off …`;
}

/** A text can't end the block that it is in. */
function block(text: string, language = ""): string[] {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, text, fence];
}

function inlineCode(line: string): string {
  const fence = "`".repeat(longestRun(line) + 1);
  return `${fence} ${line} ${fence}`;
}

function longestRun(text: string): number {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}
