import { eventRuns } from "../../../../cli/output/timeline/event-runs";
import type { TimelineEvent } from "../../../../rehearsal/time-lapse/timeline";

const failed = (at: number, says: string): TimelineEvent => ({ at, kind: "failed query", says });

test("the same within a second is told once, what comes between or later is told itself", () => {
  const events = [failed(1, "28P01"), failed(1.4, "57P01"), failed(1.9, "28P01"), failed(4, "28P01")];
  expect(eventRuns(events)).toEqual([
    { kind: "failed query", says: "28P01", from: 1, to: 1.9, times: 2 },
    { kind: "failed query", says: "57P01", from: 1.4, to: 1.4, times: 1 },
    { kind: "failed query", says: "28P01", from: 4, to: 4, times: 1 },
  ]);
});
