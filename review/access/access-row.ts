/** What somebody gains, loses, or has another way. */
export interface AccessRow {
  /** `+` it is gained, `-` it is lost, `±` it changes. */
  readonly change: "+" | "-" | "±";
  /** `myapp (approle at approle)`, or what is leased, where nobody is described who reads it. */
  readonly who: string;
  /** `appdb.public.orders` */
  readonly on: string;
  /** `SELECT` */
  readonly may: string;
  /** How long: `1 h, at most 24 h`. */
  readonly until: string;
  /** The rule by which it is more than before. @default - it isn't */
  readonly broadens?: string;
}
