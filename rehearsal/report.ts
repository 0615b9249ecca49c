import type { CheckResult } from "../contract/check";
import type { AcknowledgementDescription } from "../constructs";
import type { AccessMatrix } from "../contract/postgres/access-matrix/access-matrix";
import type { ChangeReport } from "./change/change-report";
import type { NotChecked } from "./stack/mixed/foreign";
import type { Substitution } from "./stack/substitutions";
import type { Timeline } from "./time-lapse/timeline";

export type { NotChecked };

/** What a rehearsal found. Holds no secret. */
export interface RehearsalReport {
  readonly schemaVersion: 3;
  readonly stack: string;
  readonly servers: {
    readonly vault: { readonly product: string; readonly version: string };
    readonly postgres: { readonly version: string };
  };
  readonly applied: { readonly resources: number };
  readonly checks: readonly CheckResult[];
  /** How many checks passed. */
  readonly passed: number;
  /** How many failed, each for a reason of its own. */
  readonly failed: number;
  /** How many broke off because something that they need had failed in another. */
  readonly brokenOff: number;
  /** What a rehearsal can't try: checks, and what stands beside what is described. */
  readonly notChecked: readonly NotChecked[];
  readonly seconds: number;
  /** What the rehearsal had to put in place of what it can't have. */
  readonly substitutions: readonly Substitution[];
  /** Findings of guardrails that somebody accepted, and why. */
  readonly acknowledged: readonly AcknowledgementDescription[];
  /** Who may do what, by database. @default - no contract was checked */
  readonly access?: readonly AccessMatrix[];
  /** What the change from a stack that was in use did. @default - nothing was there before */
  readonly change?: ChangeReport;
  /** What a day of the stack was like. @default - its contract was checked */
  readonly timeline?: Timeline;
}
