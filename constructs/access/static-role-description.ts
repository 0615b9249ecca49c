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
