// Writes what plan.yml comments for one environment: what a reviewer has to know first, then the outputs, folded.
const { existsSync, readFileSync } = require("node:fs");

/** GitHub takes 65,536 characters, its marker included. */
const LIMIT = 65_000;
const LINE_LIMIT = 400;
const DIFFERENCE_LIMIT = 8_000;

/** The steps that are told: how many characters of their output, and which of its lines says the most, by preference. */
const STEPS = [
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
    // One that could not tell begins with why.
    lines: [/^\d+ (of \d+ )?checks .+/m, /^.+/m],
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

/**
 * The comment, in Markdown. It begins with nothing that it could be found by: the job that comments sees to that.
 *
 * @param outcomes how each step ended, by its id: "success", "failure", "cancelled" or "skipped"
 * @param texts what each step wrote, by its id
 * @param inBase whether the base has such an environment, and inHead whether this branch has
 */
function planComment({ environment, outcomes, texts, inBase, inHead }) {
  const told = STEPS.filter(({ id, always }) => always || hasFailed(outcomes[id]));
  const comment = [
    `### ${environment}`,
    "",
    ...difference(outcomes, texts.difference ?? "", inBase, inHead),
    "",
    ...told.map((step) => summary(step, outcomes[step.id], texts[step.id] ?? "")),
    ...told.flatMap((step) => details(step, outcomes[step.id], texts[step.id] ?? "")),
    "",
  ].join("\n");
  return comment.slice(0, LIMIT);
}

function difference(outcomes, text, inBase, inHead) {
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
  return [...notes, ...block(cut(text, DIFFERENCE_LIMIT), failed ? "" : "diff")];
}

function baseIs(outcome) {
  return outcome === "success" ? "has no such environment" : "can't be synthesized";
}

function summary({ title, lines }, outcome, text) {
  if (outcome === "skipped" || outcome === undefined) return `- ${title}: did not run`;
  const found = lines.map((line) => line.exec(text)).find(Boolean);
  const [said] = found ?? text.trim().split("\n").slice(-1);
  return `- ${hasFailed(outcome) ? "✗" : "✓"} ${title}: ${inlineCode((said || "it wrote nothing").slice(0, LINE_LIMIT))}`;
}

function details({ title, limit, errorsLast }, outcome, text) {
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

function hasFailed(outcome) {
  return outcome === "failure" || outcome === "cancelled";
}

/** A text of so many characters at most. */
function cut(text, limit, keepEnd = false) {
  const whole = text.trimEnd();
  if (whole.length <= limit) return whole;
  return keepEnd ? `… cut off …\n${whole.slice(-limit)}` : `${whole.slice(0, limit)}\n… cut off …`;
}

/** A text can't end the block that it is in. */
function block(text, language = "") {
  const fence = "`".repeat(Math.max(3, longestRun(text) + 1));
  return [`${fence}${language}`, text, fence];
}

function inlineCode(line) {
  const fence = "`".repeat(longestRun(line) + 1);
  return `${fence} ${line} ${fence}`;
}

function longestRun(text) {
  return Math.max(0, ...(text.match(/`+/g) ?? []).map(({ length }) => length));
}

module.exports = { planComment };

if (require.main === module) {
  const { ENVIRONMENT: environment, STEPS: steps } = process.env;
  const ids = [...STEPS.map(({ id }) => id), "difference"];
  const described = (root) => existsSync(`${root}/cdktf.out/stacks/${environment}/access.json`);
  const comment = planComment({
    environment,
    outcomes: Object.fromEntries(Object.entries(JSON.parse(steps)).map(([id, { outcome }]) => [id, outcome])),
    texts: Object.fromEntries(
      ids.map((id) => [id, existsSync(`${id}.txt`) ? readFileSync(`${id}.txt`, "utf8") : ""]),
    ),
    inBase: described("../before"),
    inHead: described("."),
  });
  process.stdout.write(comment);
}
