import { isForTheUser } from "../clients/could-not-tell";

/** Every command ends with one of these. */
export const EXIT_CODES = { fine: 0, findings: 1, couldNotTell: 2 } as const;

/**
 * Says why a command could not tell, and ends it: nothing that a start that broke off has left open may hold it.
 * A stack trace is for who asks for it.
 */
export function fail(error: unknown, debug = false): never {
  if (debug) console.error(error);
  else if (isForTheUser(error)) console.error(`${error.problem}\n${error.advice}`);
  else console.error(`This should not have happened: ${(error as Error).message}\nSee more with --debug.`);
  process.exit(EXIT_CODES.couldNotTell);
}
