import type { SessionDescription } from "../../access/session-description";

/** A login of a static role, as a DBA makes it. */
export interface ImportedLogin extends SessionDescription {
  readonly userName: string;
  /** The group that it is a member of. */
  readonly group: string;
}
