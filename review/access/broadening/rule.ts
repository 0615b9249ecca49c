import type { AccessManifest } from "../../../constructs/access/access-manifest";

/** Something that somebody gets by a change. */
export interface Gain {
  /** Who gets it: a workload, whoever reads a credential, the stack. */
  readonly who: string;
  /** What is got, as a noun: `leases of 1 h, at most 24 h`. */
  readonly what: string;
  /** What it was before. @default - there was nothing */
  readonly was?: string;
  /** What it is on: a database, a connection. */
  readonly on: string;
  /** The path of the credential that it is about. */
  readonly credential?: string;
}

/** One way in which a change gives somebody more. Rules compare what is described, not what is said of it. */
export interface BroadeningRule {
  /** Named as what is more. Stable. */
  readonly id: string;
  /** What is more, as a sentence without its full stop. */
  readonly what: string;
  /** Why somebody may do more by it. */
  readonly why: string;
  /** What is more in the one than in the other. */
  gains(before: AccessManifest, after: AccessManifest): readonly Gain[];
}
