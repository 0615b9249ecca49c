import type { AuditDevice, Duration, Guardrails, Issuance, PostgresEndpoint } from "../constructs";

/** What differs between environments. */
export interface Environment {
  /** The stack's name: `cdktf deploy <name>`. */
  readonly name: string;
  /** Vault's address; one, also for a cluster. @default - `VAULT_ADDR` */
  readonly vaultAddress?: string;
  /** PostgreSQL, as Vault sees it. */
  readonly postgres: PostgresEndpoint;
  /** Whether Vault verifies PostgreSQL's certificate. Its CA is then Terraform's variable `postgres_ca`. */
  readonly verifiedTls: boolean;
  /**
   * The generation of the password of Vault's account. Raise it by one to have it made and rotated again: when
   * `password authentication failed` for `vault_appdb`, and when Vault has lost it. @default 1
   */
  readonly generation?: number;
  /** Who makes leased roles. @default - statements */
  readonly issuance?: Issuance;
  /** How long an application's lease lives, at first and at most. */
  readonly lease: { readonly ttl: Duration; readonly maxTtl: Duration };
  /** The Kubernetes API, as Vault sees it. */
  readonly kubernetesHost: string;
  /**
   * The CA of the Kubernetes API's certificate, in PEM, for a Vault that runs in no pod of it: the default of Terraform's
   * variable `kubernetes_ca`. @default - Vault's own pod has it
   */
  readonly kubernetesCa?: string;
  readonly auditDevices: readonly AuditDevice[];
  readonly state: LocalState | RemoteState;
  /** Whether Terraform refuses to destroy database, mount and audit devices. */
  readonly preventDestroy: boolean;
  readonly guardrails: Guardrails;
  /** The repository whose jobs may plan and deploy it. It is a stack of its own, `<name>-ci`. @default - people do */
  readonly ci?: Ci;
}

/** A repository of GitHub, and how Vault knows its jobs. */
export interface Ci {
  /** Owner and name: `acme/databases`. */
  readonly repository: string;
  /** Its number: `gh api repos/acme/databases --jq .id`. */
  readonly repositoryId: string;
  /** Whom tokens of its jobs are for: Vault's own address, say. The workflows' variable `VAULT_AUDIENCE`. */
  readonly audience: string;
}

/** A state file next to the project. For one person on one machine. */
export interface LocalState {
  readonly kind: "local";
}

/** A state that a team shares, locked while one of them applies. */
export interface RemoteState {
  readonly kind: "s3";
  readonly bucket: string;
  readonly region: string;
}
