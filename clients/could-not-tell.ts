/** The rehearsal could not tell: something outside the stack's description is missing, broken or unknown. */
export class RehearsalError extends Error {
  /**
   * @param problem what is wrong, and where
   * @param advice what the person at the keyboard can do about it
   */
  constructor(
    readonly problem: string,
    readonly advice: string,
    options?: ErrorOptions,
  ) {
    super(`${problem}\n${advice}`, options);
    this.name = "RehearsalError";
  }
}

/** Whether an error says what is wrong and what to do about it. */
export function isForTheUser(error: unknown): error is Pick<RehearsalError, "problem" | "advice"> {
  return error instanceof Error && "problem" in error && "advice" in error;
}
