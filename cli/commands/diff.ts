import { command } from "../command";

/** One line for every access gained or lost. A difference is a finding only where it is asked for as one. */
export const diff = command({
  name: "diff",
  summary: "say in words who gains or loses access between two access.json",
  arguments: {
    before: { summary: "access.json as it is" },
    after: { summary: "access.json as it would be" },
  },
  options: {
    exitCode: { summary: "end with 1 where they differ" },
    noNewAccess: { summary: "end with 1 where somebody may do more, and say by which rule" },
    never: {
      value: "file",
      summary: "end with 1 where a rule of this file is broken as it would be, and say by whom",
    },
    markdown: { summary: "print it for a comment" },
  },
  examples: [
    "diff main/access.json cdktf.out/stacks/dev/access.json",
    "diff main/access.json cdktf.out/stacks/dev/access.json --no-new-access --never never.txt",
  ],
  exits: {
    fine: "the differences are on stdout, if there are any",
    findings: "what was asked for is not so: a difference, new access, a broken rule",
  },
  run: async ({ before, after, exitCode, noNewAccess, never, markdown }) => {
    const { readAccessManifest } =
      require("../../constructs/access/read-access-manifest") as typeof import("../../constructs/access/read-access-manifest");
    const { difference, isFound } = require("../difference") as typeof import("../difference");
    const found = difference({
      before: readAccessManifest(before),
      after: readAccessManifest(after),
      noNewAccess,
      never,
    });
    return {
      exit: isFound(found, exitCode) ? "findings" : "fine",
      output: {
        data: noNewAccess || never !== undefined ? found : found.differences,
        text: () => {
          const { differenceInMarkdown, differenceInText } =
            require("../output/render-difference") as typeof import("../output/render-difference");
          return markdown ? differenceInMarkdown(found) : differenceInText(found);
        },
      },
    };
  },
});
