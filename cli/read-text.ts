import { readFileSync } from "node:fs";
import { RehearsalError } from "../clients/could-not-tell";

/** The text of a file that an option names. @param advice what to name. @throws RehearsalError when there is none */
export function readText(path: string, advice: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const problem = `The file "${path}" can't be read: ${(cause as NodeJS.ErrnoException).code}.`;
    throw new RehearsalError(problem, advice, { cause });
  }
}
