import { isForTheUser } from "../clients/could-not-tell";
import { shortageIn } from "../clients/shortage";

/** Every command ends with one of these. */
export const EXIT_CODES = { fine: 0, findings: 1, couldNotTell: 2 } as const;

/**
 * Says why a command could not tell, and ends it: nothing that a start that broke off has left open may hold it.
 * A stack trace is for who asks for it.
 */
export function fail(error: unknown, debug = false): never {
  const reason = shortageIn(error) ?? error;
  if (debug) console.error(reason);
  else if (isForTheUser(reason)) console.error(`${reason.problem}\n${reason.advice}`);
  else console.error(`This should not have happened: ${(reason as Error).message}\nSee more with --debug.`);
  process.exit(EXIT_CODES.couldNotTell);
}
