import type { ReviewFinding } from "./finding";
import type { AccessRow } from "./access/access-row";
import type { ApprovedFinding } from "./approvals";

/** What a change of a stack means to whoever lets it through. Holds no secret. */
export interface Review {
  readonly schemaVersion: 1;
  /** The worst news, in one sentence. */
  readonly worst: string;
  /** What is to be decided, the worst first. */
  readonly findings: readonly ReviewFinding[];
  /** What somebody has decided already. */
  readonly approved: readonly ApprovedFinding[];
  /** Who gains, loses or changes what. @default - nobody has described both sides */
  readonly access?: readonly AccessRow[];
  /** What is to be run next. */
  readonly next: NextCommand;
  /** `findings`: there is something to decide. `couldNotTell`: nobody can say all that it does. */
  readonly exit: "fine" | "findings" | "couldNotTell";
}

/** What is to be run next, and what for. */
export interface NextCommand {
  /** `Approve what is to be decided` */
  readonly why: string;
  /** One or more lines for a shell or a file. @default - none helps */
  readonly command?: string;
}
