import { timelinePicture } from "../../cli/output/timeline-picture";
import type { Timeline } from "../../rehearsal/time-lapse/timeline";
import played from "../time-lapse.json";

/** The picture of a day that was played, and written down by docs/time-lapse.ts. */
export function renderTimeLapse(): string {
  return timelinePicture(played as Timeline);
}
