import { reportResult } from "../../../cli/output/report-result";
import { found } from "./found";

describe("a report as a command's result", () => {
  test("says how long the command took, and not the rehearsal alone", () => {
    const { output } = reportResult(found(0), { seconds: () => 12.345 });
    expect(output.data).toEqual({ ...found(0), seconds: 12.3 });
    expect(output.text({ columns: 80, isColored: false })).toContain("in 12.3 s");
  });

  test.each([
    [0, "fine"],
    [1, "findings"],
    [2, "findings"],
  ])("with %i failed checks ends the command with: %s", (failed, exit) => {
    expect(reportResult(found(failed), { seconds: () => 1 }).exit).toBe(exit);
  });
});
