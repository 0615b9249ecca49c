import type { ReviewFinding } from "./finding";

/** That somebody knows of a finding and lets it through. */
export interface Approval {
  /** The finding's ID. */
  readonly finding: string;
  readonly reason: string;
  /** The last day on which it holds: `2027-01-31`. */
  readonly expires: string;
}

/** A finding that somebody lets through. */
export interface ApprovedFinding extends ReviewFinding, Pick<Approval, "reason" | "expires"> {}
