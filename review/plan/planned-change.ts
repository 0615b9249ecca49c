/** What Terraform is to do with a resource; `forget` leaves it as it is, and manages it no more. */
export type Action = "none" | "create" | "update" | "replace" | "destroy" | "forget" | "read" | "unknown";

export type Values = Readonly<Record<string, unknown>>;

/** A resource in a plan. Its values may be secrets: only `shownChange` lets any of them out. */
export interface PlannedChange {
  readonly address: string;
  /** `vault_mount`; that of a data source is no resource's. */
  readonly type: string;
  readonly action: Action;
  /** Why, in Terraform's word: `replace_because_cannot_update`. */
  readonly reason?: string;
  /** The arguments that can't be changed in place, where it is replaced because of them. */
  readonly forcedBy: readonly string[];
  /** The address that it had. */
  readonly movedFrom?: string;
  /** Whether it is there already, and is taken over. */
  readonly isImported: boolean;
  /** As it is; empty where it isn't there. */
  readonly before: Values;
  /** As it will be; empty where it is destroyed. */
  readonly after: Values;
  /** The arguments whose values are known only afterwards. */
  readonly unknown: Values;
  /** The arguments that hold something that Terraform calls sensitive. */
  readonly sensitive: ReadonlySet<string>;
  /** Where in `before` and `after` it stands: `true` in the place of each value that is. */
  readonly masks: { readonly before: unknown; readonly after: unknown };
}

/** What `terraform show -json` says of a plan. */
export interface Plan {
  readonly changes: readonly PlannedChange[];
  /** What somebody changed besides Terraform. */
  readonly drift: readonly PlannedChange[];
  /** What a later plan is to do. */
  readonly deferred: readonly PlannedChange[];
  /** The outputs that change, by name, and how. */
  readonly outputs: readonly { readonly name: string; readonly action: Action }[];
  /** Whether Terraform stopped with an error before it had planned everything. */
  readonly isErrored: boolean;
  /** Whether the plan is all that there is to do. */
  readonly isComplete: boolean;
  /** Checks of the configuration that did not hold, by address. */
  readonly failedChecks: readonly string[];
}

/** A resource that is not there any more as it was, under the address it has. */
export function isGone({ action }: PlannedChange): boolean {
  return action === "destroy" || action === "replace";
}
