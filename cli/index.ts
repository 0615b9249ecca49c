import type * as Rehearsal from "../rehearsal";

/** Runs the command line. */
export function vaultDb(): void {
  require("./main");
}

/** Loaded when it is asked for. */
export const rehearse: typeof Rehearsal.rehearse = (...parameters) =>
  (require("../rehearsal") as typeof Rehearsal).rehearse(...parameters);
