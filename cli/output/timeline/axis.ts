import type { Timeline } from "../../../rehearsal/time-lapse/timeline";
import { lengthOf } from "./lengths";

/** What people divide a day into, in real seconds. */
const STEPS = [
  ...[1, 2, 5, 10, 15, 30],
  ...[1, 2, 5, 10, 15, 30].map((minutes) => minutes * 60),
  ...[1, 2, 3, 4, 6, 12].map((hours) => hours * 3600),
];
const DAY = 86_400;

/** A place on the axis. */
export interface Tick {
  /** In played seconds. */
  readonly at: number;
  /** In real time: `4 h`. */
  readonly real: string;
}

/** Where the axis is marked, in even steps of real time from its beginning on. */
export function ticksOf({ seconds, factor }: Timeline, most: number): Tick[] {
  const real = seconds * factor;
  const days = Math.ceil(real / DAY / most);
  const step = STEPS.find((each) => real / each < most) ?? days * DAY;
  const count = Math.floor(real / step) + 1;
  return Array.from({ length: count }, (_, index) => ({
    at: (index * step) / factor,
    real: index ? lengthOf(index * step) : `0 ${lengthOf(step).split(" ")[1]}`,
  }));
}
