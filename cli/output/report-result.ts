import type { RehearsalReport } from "../../rehearsal/report";
import type { Host, Result } from "../command";
import { renderReport } from "./render-report";

/**
 * What a rehearsal found, as a command's result. The seconds are those that somebody waited for the command.
 *
 * @param isQuiet whether only what failed is told, and the last sentence
 */
export function reportResult(
  found: RehearsalReport,
  { seconds }: Pick<Host, "seconds">,
  isQuiet = false,
): Result {
  const report = { ...found, seconds: Math.round(seconds() * 10) / 10 };
  return {
    exit: report.failed ? "findings" : "fine",
    output: {
      data: report,
      text: ({ columns, isColored }) => renderReport(report, { columns, isColored, isQuiet }),
    },
  };
}

/** What is said of a stack that is what it was. */
export function unchangedResult(stack: string, from: string): Result {
  return {
    exit: "fine",
    output: {
      data: { stack, unchanged: { from } },
      text: () => `Nothing changes: ${stack} is as ${from}.`,
    },
  };
}
