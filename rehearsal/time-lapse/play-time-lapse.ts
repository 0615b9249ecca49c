import type { AccessManifest } from "../../constructs";
import type { CheckResult } from "../../contract/check";
import { Day, type DayProps } from "./day";
import { resultsOf } from "./results";
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
    const checks = await resultsOf(nameOf(props.described), observations);
    return { checks, timeline: day.timeline(props.floored) };
  } finally {
    await day.end();
  }
}

const nameOf = ({ stack }: AccessManifest) => stack;
