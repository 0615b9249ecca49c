import { inspect } from "node:util";
import { RehearsalError } from "./could-not-tell";

interface Shortage {
  /** How the system, Node, Go and PostgreSQL say it. */
  readonly sign: RegExp;
  readonly problem: string;
  readonly advice: string;
}

/** What a machine runs out of. It says nothing about the stack, whatever fails because of it. */
const SHORTAGES: readonly Shortage[] = [
  {
    sign: /no space left on device|disk quota exceeded|\b(ENOSPC|EDQUOT)\b/i,
    problem: "The disk is full.",
    advice: "Make room, or name other directories in TMPDIR and XDG_CACHE_HOME.",
  },
  {
    sign: /file too large|\bEFBIG\b/i,
    problem: "A file can't get as large as it has to.",
    advice: "Raise the limit: ulimit -f unlimited",
  },
  {
    sign: /too many open files|insufficient file descriptors|\b(EMFILE|ENFILE)\b/i,
    problem: "There are no file handles left.",
    advice: "Raise the limit: ulimit -n 4096",
  },
  {
    sign: /could not fork|can't fork|failed to create new OS thread|\bEAGAIN\b/i,
    problem: "No more processes can be started.",
    advice: "End some, or raise the limit: ulimit -u",
  },
  {
    sign: /out of memory|cannot allocate memory|failed to reserve .*memory|\bENOMEM\b/i,
    problem: "There is not enough memory.",
    advice: "End other programs, or raise the limit: ulimit -v unlimited",
  },
];

/** An error that says what this machine has run out of, when an error or what was written tells so. */
export function shortageIn(cause: unknown, written: readonly string[] = []): RehearsalError | undefined {
  const texts = [inspect(cause), ...written];
  const found = SHORTAGES.find(({ sign }) => texts.some((text) => sign.test(text)));
  return found && new RehearsalError(found.problem, found.advice, { cause });
}
