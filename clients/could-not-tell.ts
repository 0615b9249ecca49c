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
