/** What a day of a stack was like, played faster. Every time is in played seconds since its beginning. Holds no secret. */
export interface Timeline {
  readonly schemaVersion: 1;
  readonly stack: string;
  /** How many times faster than real it was. */
  readonly factor: number;
  /** How long it took. */
  readonly seconds: number;
  /** Durations that would have been too short to play, and how long they were instead. */
  readonly floored: readonly FlooredDuration[];
  /** A lane for each workload and each static role. */
  readonly lanes: readonly Lane[];
  /** When Vault was stopped, and was back. */
  readonly outages: readonly Span[];
}

/** A duration that the factor would have made shorter than anything can be played. */
export interface FlooredDuration {
  /** Whose it is: `default_ttl of database/creds/app-readwrite`. */
  readonly what: string;
  /** As it is described, in real seconds. */
  readonly described: number;
  /** As it was played, in seconds. */
  readonly played: number;
}

export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What befell one workload, or one static role. */
export interface Lane {
  readonly kind: "workload" | "static role";
  /** As a person names it: `myapp (approle)`. */
  readonly name: string;
  /** What kept its credentials: `agent and service`, `service`. Nothing for a static role. */
  readonly by?: string;
  /** How long what it has lives, as the stack describes it. */
  readonly lifetimes: readonly Lifetime[];
  /** Its tokens, in the order in which it got them. */
  readonly tokens: readonly Bar[];
  /** Its leases, or the passwords of a static role, in that order. */
  readonly credentials: readonly Bar[];
  readonly events: readonly TimelineEvent[];
  /** The queries of its service. @default - it has none */
  readonly queries?: { readonly answered: number; readonly failed: number };
}

/** How long a token, a credential or a password lives, in real seconds, and as it was played. */
export interface Lifetime extends Ttls {
  /** What it is read from, as its bars say: `auth/approle/login`, `database/creds/app-readwrite`. */
  readonly of: string;
  /** In played seconds: longer than a factor makes it where that is too short to be played. */
  readonly played: Ttls;
}

export interface Ttls {
  /** Until somebody renews it. A token's period; of a static role, until the next rotation. */
  readonly ttl: number;
  /** However often it is renewed. @default - without end, or until the next rotation */
  readonly maxTtl?: number;
}

/** Something that began and ended. */
export interface Bar extends Span {
  /** What it was read from: `auth/approle/login`, `database/creds/app-readwrite`, `database/static-creds/app`. */
  readonly of: string;
  /** What it is: a token's policy, a user's name. */
  readonly label: string;
  /** When it was renewed. */
  readonly renewals: readonly number[];
  /** Why it ended. `running`: it was there at the end. */
  readonly end: BarEnd;
}

export type BarEnd =
  "running" | "max_ttl" | "expired" | "revoked" | "with its token" | "rotated" | "given back";

/** Something that happened in a moment. */
export interface TimelineEvent {
  readonly at: number;
  readonly kind: "login" | "replaced" | "rotation" | "refused login" | "failed query" | "locked out" | "gone";
  /** What happened, in a sentence. */
  readonly says: string;
}
