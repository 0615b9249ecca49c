/** What `terraform plan` leaves has to be made readable. */
export const HOW_TO = "Write it: terraform show -json <plan> > plan.json";

/** A file is not a plan that can be read. */
export class PlanError extends Error {
  /**
   * @param problem what is wrong with which file
   * @param advice what to do about it
   */
  constructor(
    readonly problem: string,
    readonly advice: string = HOW_TO,
    options?: ErrorOptions,
  ) {
    super(`${problem}\n${advice}`, options);
    this.name = "PlanError";
  }
}
