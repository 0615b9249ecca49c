/** Something of the stack that a rehearsal can't have, and what it has instead. */
export interface Substitution {
  readonly address: string;
  readonly what: string;
  readonly from: string;
  readonly to: string;
}
