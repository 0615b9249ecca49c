import { RehearsalError } from "../clients/could-not-tell";
import type { RehearsalReport } from "../rehearsal/report";
import { timelinePage } from "./output/timeline-page";
import { PageFile } from "./page-file";

/** What `rehearse` is told of a time-lapse. */
export interface TimeLapseOptions {
  readonly timeLapse?: string;
  readonly html?: string;
  readonly thorough?: boolean;
  readonly from?: string;
}

/**
 * How many times faster a day is played.
 *
 * @returns nothing when it isn't
 * @throws RehearsalError when what is written isn't a number above 1, or goes with an option that says nothing then
 */
export function timeLapseFactor({ timeLapse, html, thorough, from }: TimeLapseOptions): number | undefined {
  if (timeLapse === undefined) {
    if (html === undefined) return undefined;
    const advice = "Add one, such as --time-lapse 1200, or leave --html out.";
    throw new RehearsalError("--html is the page of a time-lapse, and none is played.", advice);
  }
  if (thorough) {
    const advice = "Leave out one of them: a time-lapse is played in place of the contract.";
    throw new RehearsalError("--thorough is about the contract, which --time-lapse doesn't check.", advice);
  }
  if (from !== undefined) {
    const advice = "Leave out one of them: a day is played of one stack.";
    throw new RehearsalError("--from is about a change, and --time-lapse plays a day without one.", advice);
  }
  const factor = /^\d+(\.\d+)?(e\d+)?$/.test(timeLapse) ? Number(timeLapse) : NaN;
  if (factor > 1 && Number.isFinite(factor)) return factor;
  const problem = `--time-lapse "${timeLapse}" is not a number above 1.`;
  throw new RehearsalError(problem, "Write how many times faster a day is played: --time-lapse 1200");
}

/** Where the page of a time-lapse is written. @param stack of whom it is known by then */
export function timelineFile(file: string | undefined, stack = ""): PageFile {
  return new PageFile(file ?? `${stack}.time-lapse.html`, "--html day.html");
}

/** Writes the page of a time-lapse. @returns its file @throws RehearsalError when it can't be written */
export function writeTimelinePage({ stack, timeline, checks }: RehearsalReport, file?: string): string {
  const page = timelineFile(file, stack);
  if (timeline) page.write(timelinePage(timeline, checks));
  return page.path;
}
