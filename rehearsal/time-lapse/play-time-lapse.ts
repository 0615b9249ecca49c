import type { CheckResult } from "../../contract/check";
import { Day, type DayProps } from "./day";
import { notPlayed, resultsOf } from "./results";
import type { FlooredDuration, Timeline } from "./timeline";

export interface TimeLapseProps extends DayProps {
  readonly floored: readonly FlooredDuration[];
}

/** Plays a day of a deployed stack. @throws RehearsalError when it can't be played */
export async function playTimeLapse(
  props: TimeLapseProps,
): Promise<{ readonly checks: CheckResult[]; readonly timeline: Timeline }> {
  const day = await Day.prepare(props);
  try {
    const observations = await day.play();
    const { stack } = props.described;
    const checks = [...(await resultsOf(stack, observations)), ...notPlayed(stack, day.notPlayed)];
    return { checks, timeline: day.timeline(props.floored) };
  } finally {
    await day.end();
  }
}
