import { closeSync, existsSync, openSync, rmSync, writeFileSync } from "node:fs";
import { RehearsalError } from "../clients/could-not-tell";
import type { RehearsalReport } from "../rehearsal/report";
import { timelinePage } from "./output/timeline-page";

/** What `rehearse` is told of a time-lapse. */
export interface TimeLapseOptions {
  readonly timeLapse?: string;
  readonly html?: string;
  readonly thorough?: boolean;
}

/**
 * How many times faster a day is played.
 *
 * @returns nothing when it isn't
 * @throws RehearsalError when what is written isn't a number above 1, or goes with an option that says nothing then
 */
export function timeLapseFactor({ timeLapse, html, thorough }: TimeLapseOptions): number | undefined {
  if (timeLapse === undefined) {
    if (html === undefined) return undefined;
    const advice = "Add one, such as --time-lapse 1200, or leave --html out.";
    throw new RehearsalError("--html is the page of a time-lapse, and none is played.", advice);
  }
  if (thorough) {
    const advice = "Leave out one of them: a time-lapse is played in place of the contract.";
    throw new RehearsalError("--thorough is about the contract, which --time-lapse doesn't check.", advice);
  }
  const factor = /^\d+(\.\d+)?(e\d+)?$/.test(timeLapse) ? Number(timeLapse) : NaN;
  if (factor > 1 && Number.isFinite(factor)) return factor;
  const problem = `--time-lapse "${timeLapse}" is not a number above 1.`;
  throw new RehearsalError(problem, "Write how many times faster a day is played: --time-lapse 1200");
}

/** @throws RehearsalError when a page could not be written in the end */
export function expectWritable(file: string): void {
  const isThere = existsSync(file);
  try {
    closeSync(openSync(file, "a"));
    if (!isThere) rmSync(file);
  } catch (cause) {
    throw notWritable(file, cause);
  }
}

/** Writes the page of a time-lapse. @returns its file @throws RehearsalError when it can't be written */
export function writeTimelinePage({ stack, timeline, checks }: RehearsalReport, file?: string): string {
  const path = file ?? `${stack}.time-lapse.html`;
  try {
    if (timeline) writeFileSync(path, timelinePage(timeline, checks));
    return path;
  } catch (cause) {
    throw notWritable(path, cause);
  }
}

function notWritable(file: string, cause: unknown): RehearsalError {
  const problem = `"${file}" can't be written: ${(cause as Error).message}.`;
  return new RehearsalError(problem, "Name another file: --html day.html", { cause });
}
