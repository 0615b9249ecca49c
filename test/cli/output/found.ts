import type { CheckResult } from "../../../contract/check";
import { lineOf } from "../../../contract/subject";
import type { RehearsalReport } from "../../../rehearsal/report";

/** What a rehearsal of two checks found, of which so many failed. */
export const found = (failed: number, stack = "dev"): RehearsalReport => ({
  schemaVersion: 3,
  stack,
  servers: { vault: { product: "OpenBao", version: "2.7.2" }, postgres: { version: "18.4" } },
  applied: { resources: 3 },
  checks: [],
  passed: 2 - failed,
  failed,
  brokenOff: 0,
  notChecked: [],
  seconds: 1.5,
  substitutions: [],
  acknowledged: [],
});

/** What a rehearsal with these checks found. */
export const reportOf = (...checks: CheckResult[]): RehearsalReport => {
  const count = (outcome: string) => checks.filter((each) => each.outcome === outcome).length;
  return {
    ...found(count("failed")),
    checks,
    passed: count("passed"),
    brokenOff: count("broken off"),
    notChecked: checks
      .filter(({ outcome }) => outcome === "not checked")
      .map((each) => ({ what: lineOf(each), because: each.detail })),
  };
};
