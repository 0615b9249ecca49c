import { command } from "../command";

const FORMATS = ["text", "markdown", "json"] as const;

export const review = command({
  name: "review",
  summary: "say what a plan means to whoever lets it through: the worst news first",
  arguments: { plan: { value: "plan.json", summary: "what `terraform show -json <plan>` wrote" } },
  options: {
    base: {
      value: "access.json",
      summary: "access.json as it is deployed; without it, all in --head is gained",
    },
    head: {
      value: "access.json",
      summary: "access.json as it will be; without it, all in --base is lost",
    },
    change: { value: "report.json", summary: "what `rehearse … --from … --json` printed" },
    approvals: { value: "file", summary: "what somebody has decided already: a YAML file" },
    never: { value: "file", summary: "rules that always hold, one on each line" },
    format: { value: "format", summary: "how it is printed", choices: FORMATS, default: "text" },
  },
  examples: [
    "review plan.json",
    "review plan.json --base main/access.json --head access.json --format markdown",
  ],
  exits: {
    fine: "there is nothing to decide",
    findings: "it broadens access, destroys, or ends what runs",
    couldNotTell: "could not tell all of it: what it could is on stdout",
  },
  run: async ({ plan, base, head, change, approvals, never, format }) => {
    const { reviewInputs } = require("../review-inputs") as typeof import("../review-inputs");
    const { review } = require("../../review/review") as typeof import("../../review/review");
    const reviewed = review(reviewInputs({ plan, base, head, change, approvals, never }));
    return {
      exit: reviewed.exit,
      output: {
        data: reviewed,
        text: (terminal) => {
          if (format === "markdown") {
            const { reviewInMarkdown } =
              require("../output/review/markdown") as typeof import("../output/review/markdown");
            return reviewInMarkdown(reviewed);
          }
          if (format === "json")
            return (require("../output/json") as typeof import("../output/json")).asJson(reviewed);
          const { reviewInText } = require("../output/review/text") as typeof import("../output/review/text");
          return reviewInText(reviewed, terminal);
        },
      },
    };
  },
});
