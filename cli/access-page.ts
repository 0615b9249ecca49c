import { RehearsalError } from "../clients/could-not-tell";
import { PageFile } from "./page-file";

/**
 * Where the page is written that says who may do what.
 *
 * @returns nothing where none is asked for
 * @throws RehearsalError when it could not be written in the end, or there would be nothing to write
 */
export function accessPageFile(file: string | undefined, isTimeLapse: boolean): PageFile | undefined {
  if (file === undefined) return undefined;
  if (isTimeLapse) {
    const problem = "--access-page is about the contract, which --time-lapse doesn't check.";
    throw new RehearsalError(
      problem,
      "Leave out one of them: a time-lapse is played in place of the contract.",
    );
  }
  const page = new PageFile(file, "--access-page access.html");
  page.expectWritable();
  return page;
}
