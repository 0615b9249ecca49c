/** A variable of Terraform, as it is declared. */
export interface Variable {
  readonly type?: string;
  readonly default?: unknown;
  readonly sensitive?: boolean;
  readonly ephemeral?: boolean;
}
