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
  /** How often one client may ask for a credential. @default - as often as it wants */
  readonly rateLimit?: RateLimitDescription;
}

/** A limit of the requests on a path, for each address that they come from. */
export interface RateLimitDescription {
  /** Its name in Vault. */
  readonly name: string;
  /** How many requests there may be. Vault's `rate`. */
  readonly requests: number;
  /** Within how many seconds. Vault's `interval`. */
  readonly per: number;
}
