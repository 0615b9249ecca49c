import type { ReportOfAll } from "../../rehearsal/rehearse-all";
import type { Host, Result } from "../command";
import { renderReport } from "./render-report";

/**
 * What rehearsing all stacks of an app found, as a command's result.
 *
 * @param isQuiet whether only what failed is told, and the last sentence of each
 */
export function allResult(found: ReportOfAll, { seconds }: Pick<Host, "seconds">, isQuiet = false): Result {
  const { stacks, notChecked } = found;
  const separator = isQuiet ? "\n" : "\n\n";
  const failed = stacks.filter((report) => report.failed).map(({ stack }) => stack);
  const verdict = failed.length ? `checks failed in ${failed.join(", ")}` : "no check failed";
  const skipped = notChecked.map(({ what, because }) => `– ${what}: ${because}`);
  return {
    exit: failed.length ? "findings" : "fine",
    output: {
      data: found,
      text: ({ columns, isColored }) =>
        [
          ...stacks.map((report) => renderReport(report, { columns, isColored, isQuiet })),
          [...skipped, `All stacks in ${seconds().toFixed(1)} s: ${verdict}.`].join("\n"),
        ].join(separator),
    },
  };
}
