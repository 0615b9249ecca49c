/** What the bench measures: `docs/performance.json`, from which the page and its plots are made. */
export interface Results {
  readonly machine: Machine;
  /** How each part was measured, by its name. */
  readonly runs: Readonly<Record<string, Run>>;
  /** By how many tables a database has. */
  readonly tables: readonly LeasePoint[];
  /** By how many leases are live. */
  readonly live: readonly LeasePoint[];
  readonly prefix: readonly PrefixRevocation[];
  readonly clients: readonly LoadPoint[];
  /** Where the time of a revocation by statements goes, on one connection. */
  readonly steps: readonly Step[];
  readonly synthesis: readonly SynthesisPoint[];
  /** Where the time of the largest synthesis with guardrails goes. */
  readonly synthesisShares: readonly Share[];
  readonly servers: { readonly vault: string; readonly postgres: string };
  readonly rehearsal: { readonly stack: string; readonly checks: number; readonly phases: readonly Step[] };
  readonly startUp: readonly Step[];
}

export interface Machine {
  readonly processor: string;
  readonly processors: number;
  readonly memoryGb: number;
  readonly system: string;
  readonly node: string;
}

export interface Run {
  /** Whether by small sizes, in little time. */
  readonly quick: boolean;
  /** How many processes wanted a processor when it began: what else ran. */
  readonly load: number;
}

/** How long something took, in ms, by how many of a hundred took no longer. */
export interface Timing {
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** What a lease costs, as a whole HTTP request to Vault. */
export interface LeaseTimings {
  readonly issue: Timing;
  readonly renew: Timing;
  readonly revoke: Timing;
}

/** Medians, in ms, of SQL without Vault. */
export interface DirectTimings {
  readonly issue: number;
  readonly revoke: number;
}

export interface LeasePoint {
  /** PostgreSQL's version: `18.4`. */
  readonly postgres: string;
  /** A variant's name. */
  readonly way: string;
  /** How many tables, or live leases. */
  readonly at: number;
  readonly http: LeaseTimings;
  /** The same statements on one connection. Not of a way that leaves its revocation to Vault. */
  readonly direct?: DirectTimings;
  /** `CREATE ROLE` and `DROP ROLE` of a superuser. */
  readonly bare: DirectTimings;
}

/** All leases of a role, ended by one request. */
export interface PrefixRevocation {
  readonly postgres: string;
  readonly way: string;
  readonly live: number;
  readonly seconds: number;
  /** What is there of them afterwards. */
  readonly left: { readonly leases: number; readonly roles: number };
}

export interface Load extends Timing {
  readonly perSecond: number;
  readonly failures: number;
}

export interface LoadPoint {
  readonly way: string;
  readonly clients: number;
  readonly issue: Load;
  readonly revoke: Load;
}

export interface Step {
  readonly what: string;
  readonly ms: number;
}

/** ms of the processor, by the way a stack is written. */
export interface SynthesisPoint {
  readonly databases: number;
  readonly ms: Readonly<Record<Way, number>>;
}

/** How the resources of a stack are written in TypeScript. */
export type Way = "bare bindings" | "without guardrails" | "with guardrails";

export interface Share {
  readonly of: string;
  readonly percent: number;
}
