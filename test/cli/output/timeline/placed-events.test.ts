import { eventRuns } from "../../../../cli/output/timeline/event-runs";
import { placedEvents } from "../../../../cli/output/timeline/placed-events";
import { Plot } from "../../../../cli/output/timeline/plot";
import type { TimelineEvent } from "../../../../rehearsal/time-lapse/timeline";
import { TIMELINE } from "./made-up-timeline";

const DAY = { ...TIMELINE, seconds: 70 };

const placed = (...events: [number, TimelineEvent["kind"]][]) => {
  const runs = eventRuns(events.map(([at, kind]) => ({ at, kind, says: `${kind} ${at}` })));
  return placedEvents(runs, new Plot(DAY)).map(({ row, label }) => ({ row, ...label }));
};

test("a mark has its words after it, at the end of the day before it", () => {
  expect(placed([1, "login"], [69, "gone"])).toEqual([
    { row: 0, text: "login", isBefore: false },
    { row: 0, text: "gone", isBefore: true },
  ]);
});

test("marks that would cover each other are one below the other", () => {
  expect(placed([30, "replaced"], [31, "gone"], [32, "replaced"]).map(({ row }) => row)).toEqual([0, 1, 0]);
});

test("where there is little room what matters most has words, and none covers another mark", () => {
  expect(placed([58, "login"], [69, "failed query"])).toEqual([
    { row: 0, text: "login", isBefore: true },
    { row: 0, text: "failed query", isBefore: true },
  ]);
  const marks = placed([30, "login"], [32, "replaced"], [34, "failed query"], [36, "login"], [44, "login"]);
  expect(marks.map(({ text }) => text)).toEqual(["login", undefined, undefined, "login", "login"]);
});

test("what happened many times in a row says how often", () => {
  const runs = eventRuns(
    [0, 1, 2].map((index) => ({ at: 10 + index / 10, kind: "failed query", says: "57P01" })),
  );
  expect(placedEvents(runs, new Plot(DAY)).map(({ label }) => label?.text)).toEqual([
    "failed query, 3 times",
  ]);
});
