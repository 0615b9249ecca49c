import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "../../clients/could-not-tell";
import { command } from "../command";

/** The base of the pull request, where plan.yml puts it. */
const BASE = "../before";

export const planComment = command({
  name: "plan-comment",
  summary: "write what plan.yml comments on a pull request for one environment, in Markdown",
  arguments: {
    environment: { summary: "the environment's name" },
    steps: { summary: "the steps of the job, as GitHub has them: toJSON(steps)" },
  },
  options: {},
  examples: [`plan-comment dev '{ "plan": { "outcome": "success" } }'`],
  exits: { fine: "the comment is on stdout, whatever it says" },
  // It is of use where plan.yml has left its files.
  isHidden: true,
  run: async ({ environment, steps }) => {
    const { renderPlanComment } =
      require("../output/render-plan-comment") as typeof import("../output/render-plan-comment");
    const ended = Object.entries(parse(steps));
    const isDescribed = (root: string) =>
      existsSync(join(root, "cdktf.out/stacks", environment, "access.json"));
    const plan = {
      environment,
      outcomes: Object.fromEntries(ended.map(([id, { outcome }]) => [id, outcome])),
      texts: Object.fromEntries(ended.map(([id]) => [id, textOf(id)])),
      inBase: isDescribed(BASE),
      inHead: isDescribed("."),
    };
    return { exit: "fine", output: { data: plan, text: () => renderPlanComment(plan) } };
  },
});

function parse(steps: string): Record<string, { readonly outcome: string }> {
  try {
    return JSON.parse(steps) as Record<string, { readonly outcome: string }>;
  } catch (cause) {
    const advice = "Write in plan.yml: ${{ toJSON(steps) }}";
    throw new RehearsalError(`<steps> is not JSON: ${steps}`, advice, { cause });
  }
}

/** What a step said: plan.yml writes it into a file of the step's name. */
function textOf(step: string): string {
  const file = `${step}.txt`;
  return existsSync(file) ? readFileSync(file, "utf8") : "";
}
