import { command } from "../command";

/** One line for every access gained or lost. A difference is not a finding. */
export const diff = command({
  name: "diff",
  summary: "say in words who gains or loses access between two access.json",
  arguments: {
    before: { summary: "access.json as it is" },
    after: { summary: "access.json as it would be" },
  },
  options: {},
  examples: ["diff main/access.json cdktf.out/stacks/dev/access.json"],
  exits: { fine: "the differences are on stdout, if there are any" },
  run: async ({ before, after }) => {
    const { accessDifference } =
      require("../../constructs/access/access-difference") as typeof import("../../constructs/access/access-difference");
    const { readAccessManifest } =
      require("../../constructs/access/read-access-manifest") as typeof import("../../constructs/access/read-access-manifest");
    const differences = accessDifference(readAccessManifest(before), readAccessManifest(after));
    const text = () => differences.join("\n") || "Nobody gains or loses access.";
    return { exit: "fine", output: { data: differences, text } };
  },
});
