/** A static role of an engine: one user of a database, of whatever kind, that stays while its password changes. */
export interface DatabaseStaticRoleDescription {
  readonly name: string;
  /** The path a workload reads: `database/static-creds/pgbouncer`. */
  readonly path: string;
  /** The mount path of its engine. */
  readonly engine: string;
  /** The name of its connection. */
  readonly connection: string;
  /** The user whose password Vault changes. */
  readonly userName: string;
  readonly rotation: RotationDescription;
  /** The name of the policy by which its passwords are made. @default - Vault's own: 20 characters */
  readonly passwordPolicy?: string;
}

/** When Vault changes a password. `period`: so long after the last time. `schedule`: by `cron`, and at most a `window` later. */
export type RotationDescription =
  | { readonly kind: "period"; readonly period: number }
  | { readonly kind: "schedule"; readonly cron: string; readonly window: number };

/** Two static roles whose passwords change in turn. */
export interface StaticRolePairDescription {
  readonly name: string;
  /** The mount path of its engine. */
  readonly engine: string;
  /** The names of its static roles. */
  readonly blue: string;
  readonly green: string;
  /** How long each keeps its password. */
  readonly period: number;
  /** The longest that anybody goes on using a password after reading it. */
  readonly longestUse: number;
  /** What sets their rotations apart: their schedules, or `vault-db static-pairs --rotate`. */
  readonly apartBy: "schedule" | "forced-rotation";
}
