import { readFileSync } from "node:fs";
import { RehearsalError } from "../clients/could-not-tell";

/** The text of a file that an option names. @throws RehearsalError when there is none */
export function readText(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const problem = `The file "${path}" can't be read: ${(cause as NodeJS.ErrnoException).code}.`;
    throw new RehearsalError(problem, "Name a file with a rule on each line, or of approvals.", { cause });
  }
}
