/** A role of an engine that leases users of a database, of whatever kind. */
export interface LeasedRoleDescription {
  readonly kind: "leased";
  readonly name: string;
  /** The path a workload reads: `database/creds/app-readonly`. */
  readonly path: string;
  /** The mount path of its engine. */
  readonly engine: string;
  /** The name of its connection. */
  readonly connection: string;
  readonly defaultTtl: number;
  readonly maxTtl: number;
  /** How long its passwords are, where a password policy says so. */
  readonly passwordLength?: number;
}
