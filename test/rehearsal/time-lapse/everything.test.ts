import { lineOf } from "../../../contract/subject";
import type { RehearsalReport } from "../../../rehearsal/report";
import type { Lane } from "../../../rehearsal/time-lapse/timeline";
import { synthesizeStack } from "../../synthesize";
import { failuresOf, passedOf, rehearseStack } from "../rehearse-stack";
import { describeEverything, FACTOR } from "./everything";

describe("a day of a stack with a workload and a credential of each kind", () => {
  let report: RehearsalReport;
  const laneOf = (name: string) => report.timeline?.lanes.find((lane) => lane.name === name) as Lane;

  beforeAll(async () => {
    report = await rehearseStack(synthesizeStack(describeEverything), { timeLapse: FACTOR });
  }, 180_000);

  test("shows of each what time does to it, and no query fails", () => {
    expect(failuresOf(report)).toEqual([]);
    expect(passedOf(report).sort()).toEqual([
      "batch (approle): gone-when-vault-is-back (database/creds/app)",
      "batch (approle): leases-are-renewed (database/creds/app)",
      "batch (approle): locked-out-without-vault (database/creds/app)",
      "batch (approle): no-query-fails",
      "batch (approle): token-ends-with-its-leases",
      "legacy (token): leases-are-renewed (database/creds/app)",
      "legacy (token): no-query-fails",
      "legacy (token): replaced-before-max-ttl (database/creds/app)",
      "legacy (token): token-outlives-its-periods",
      "machine (approle): leases-are-renewed (database/creds/app)",
      "machine (approle): no-query-fails",
      "machine (approle): replaced-before-max-ttl (database/creds/app)",
      "machine (approle): token-outlives-its-periods",
      "pooler (kubernetes): no-query-fails",
      "pooler (kubernetes): token-outlives-its-periods",
      "reports: rotates-in-time",
      "web: pair-rotates-in-turn",
    ]);
    const open = report.checks.filter(({ outcome }) => outcome === "not checked");
    expect(open.map((check) => [lineOf(check), check.detail])).toEqual([
      [
        "batch (approle): replaced-before-max-ttl (database/creds/app)",
        "its token ends before, and the lease with it",
      ],
    ]);
  });

  test("has a lane for each workload and each static role, and one outage", () => {
    const { lanes = [], outages } = report.timeline ?? {};
    expect(lanes.map(({ kind, name, by }) => [kind, name, by])).toEqual([
      ["workload", "batch (approle)", "service"],
      ["workload", "legacy (token)", "service"],
      ["workload", "machine (approle)", "agent and service"],
      ["workload", "pooler (kubernetes)", "service"],
      ["static role", "database/static-creds/reports", undefined],
      ["static role", "database/static-creds/web-blue", undefined],
      ["static role", "database/static-creds/web-green", undefined],
    ]);
    expect(outages).toHaveLength(1);
    for (const { events } of lanes) for (const { at } of events) expect(at).toBeGreaterThanOrEqual(0);
  });

  test("ends the leases of a bounded token with it, and its service has other ones before", () => {
    const { tokens, credentials, queries } = laneOf("batch (approle)");
    const [ended] = credentials.filter(({ end }) => end === "with its token");
    const [first, second] = tokens;
    expect(ended?.to).toBeGreaterThan(second?.from as number);
    expect(first?.end).toBe("max_ttl");
    expect(queries?.failed).toBe(0);
  });
});
