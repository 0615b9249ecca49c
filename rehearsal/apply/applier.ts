import type { SynthesizedStack } from "../stack/synthesized-stack";

/** Brings about what a stack describes. Real Terraform can stand behind it, too. */
export interface Applier {
  /** Applies a stack. A second time, it changes what differs from the first, as Terraform does. */
  apply(stack: SynthesizedStack): Promise<AppliedStack>;
}

export interface AppliedStack {
  /** How many resources there are now. */
  readonly resources: number;
  /** The first passwords of Vault's accounts, by connection. */
  readonly bootstrapPasswords: ReadonlyMap<string, string>;
}
