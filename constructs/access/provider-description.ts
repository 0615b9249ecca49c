/** One of Terraform's providers, as the stack sets it. What could be a secret is left out. */
export interface ProviderDescription {
  /** Its name, and its alias where it has one: `vault`, `postgresql.eu`. */
  readonly provider: string;
  /** Its arguments, as texts. */
  readonly settings: Readonly<Record<string, string>>;
}
