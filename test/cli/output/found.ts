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
