import type { SynthesizedStack } from "../stack/synthesized-stack";
import type { Resource } from "../../constructs/guardrails/rendered/resources";

/** Brings about what a stack describes, on servers that it knows. Real Terraform can stand behind it, too. */
export interface Applier {
  /**
   * Applies a stack to what it applied before: makes, changes, replaces and destroys, in Terraform's order.
   *
   * @throws ApplyError when a server refuses a resource; what doesn't wait for it is done all the same
   */
  apply(stack: SynthesizedStack): Promise<AppliedStack>;
  /**
   * Destroys everything that it applied.
   *
   * @throws ApplyError when a server refuses it
   */
  destroy(): Promise<AppliedStack>;
}

export interface AppliedStack {
  /** How many resources there are now. */
  readonly resources: number;
  /** What differed from what was applied before; nothing where the apply was quiet. */
  readonly changes: readonly ResourceChange[];
  /** The first passwords of Vault's accounts, by connection. @default - Terraform keeps them to itself */
  readonly bootstrapPasswords?: ReadonlyMap<string, string>;
}

/** What an apply does with a resource. */
export interface ResourceChange {
  readonly address: string;
  readonly action: "create" | "update" | "replace" | "destroy";
}

/** A server refused a resource, and maybe others that don't wait for it. */
export class ApplyError extends Error {
  /**
   * @param resource the first one, as it is in the stack, or as it was where it is destroyed
   * @param cause what the server said
   * @param others the others that were refused, each with what the server said
   * @param done what was done all the same
   */
  constructor(
    readonly resource: Resource,
    cause: unknown,
    readonly others: readonly ApplyError[] = [],
    readonly done: readonly ResourceChange[] = [],
  ) {
    super(`${resource.address}: ${(cause as Error).message}`, { cause });
  }
}
