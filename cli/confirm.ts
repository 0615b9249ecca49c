import { createInterface } from "node:readline/promises";
import { RehearsalError } from "../clients/could-not-tell";

/** Asks the person at the terminal, on stderr: the answer of the command is on stdout. @throws RehearsalError when there is none */
export async function confirm(question: string, signal: AbortSignal): Promise<boolean> {
  if (!process.stdin.isTTY)
    throw new RehearsalError(
      "There is no terminal to ask at whether to go on.",
      "See what it would do with --dry-run, and add --yes.",
    );
  // As a terminal of its own it would keep Ctrl-C for itself.
  const asked = createInterface({ input: process.stdin, output: process.stderr, terminal: false });
  try {
    return /^y(es)?$/i.test((await asked.question(`${question} [y/N] `, { signal })).trim());
  } finally {
    asked.close();
  }
}
