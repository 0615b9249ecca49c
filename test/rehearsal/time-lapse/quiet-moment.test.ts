import { isQuiet } from "../../../rehearsal/time-lapse/quiet-moment";
import { LaneRecorder } from "../../../rehearsal/time-lapse/lane-recorder";
import { Clock } from "../../../rehearsal/time-lapse/clock";

const clock = new Clock();

function laneOf(by: string, ttl: number): LaneRecorder {
  const lane = new LaneRecorder({ kind: "workload", name: "app", by, lifetimes: [] }, clock);
  lane.begin(lane.tokens, { of: "auth/approle/login", label: "app", ttl, id: "accessor" });
  return lane;
}

test("Vault can be stopped when no agent renews meanwhile", () => {
  expect(isQuiet([laneOf("agent and service", 16)], clock, false)).toBe(true);
  expect(isQuiet([laneOf("agent and service", 11)], clock, false)).toBe(false);
});

test("and when no token of a service ends before it has had time to renew it", () => {
  expect(isQuiet([laneOf("service", 12)], clock, false)).toBe(true);
  expect(isQuiet([laneOf("service", 16), laneOf("service", 10)], clock, false)).toBe(false);
});

test("late in a day, an agent may have to ask in vain", () => {
  expect(isQuiet([laneOf("agent and service", 12)], clock, true)).toBe(true);
});
