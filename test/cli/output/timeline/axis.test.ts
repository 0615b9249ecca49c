import { ticksOf } from "../../../../cli/output/timeline/axis";
import { TIMELINE } from "./made-up-timeline";

const DAY = 86_400;

test.each([
  [DAY, 1200, "0 h, 4 h, 8 h, 12 h, 16 h, 20 h, 24 h"],
  [DAY, 60, "0 h, 4 h, 8 h, 12 h, 16 h, 20 h, 24 h"],
  [3600, 1200, "0 min, 10 min, 20 min, 30 min, 40 min, 50 min, 1 h"],
  [50, 10, "0 s, 10 s, 20 s, 30 s, 40 s, 50 s"],
  [30 * DAY, 36_000, "0 d, 4 d, 8 d, 12 d, 16 d, 20 d, 24 d, 28 d"],
])("%d real seconds, %d times faster, are marked at %s", (real, factor, expected) => {
  const ticks = ticksOf({ ...TIMELINE, factor, seconds: real / factor }, 8);
  expect(ticks.map((tick) => tick.real).join(", ")).toBe(expected);
  expect(ticks.every(({ at }) => at <= real / factor)).toBe(true);
});
