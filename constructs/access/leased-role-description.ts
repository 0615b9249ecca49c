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
  /** The name of the policy by which its passwords are made. @default - Vault's own: 20 characters */
  readonly passwordPolicy?: string;
}
