import type { RuleFinding } from "./rule";

/**
 * A rule of one's own, which is checked with the library's when a stack is synthesized: `Guardrails.production().with(rule)`.
 * What it finds is accepted as theirs is, by `Guardrails.acknowledge(construct, rule.id, reason)`.
 */
export interface OwnRule {
  /** Named as the requirement, in small letters and hyphens, and as no rule of the library. Stable: acknowledgements name it. */
  readonly id: string;
  /** What has to be so, in a sentence. It is in `access.json`, so that a review shows a rule that goes. */
  readonly what: string;
  /** What to write instead. */
  readonly fix: string;
  /** Looks at what Terraform will see. What it throws is a finding, too. */
  check(stack: StackToCheck): readonly RuleFinding[];
}

/** A stack as Terraform will see it, with what was overridden or written by hand. */
export interface StackToCheck {
  /** The stack's construct path. */
  readonly path: string;
  /** Its resources, of every provider. */
  readonly resources: readonly ResourceToCheck[];
  /** Its `cdk.tf.json`, whole. */
  readonly config: Readonly<Record<string, unknown>>;
  /** Its resources of some types: `vault_mount`. */
  ofType(...types: string[]): readonly ResourceToCheck[];
  /** An argument as a text, with references to other resources' arguments, locals and variables' defaults filled in. */
  text(value: unknown): string;
}

/** A resource of a stack. */
export interface ResourceToCheck {
  /** `vault_mount.database`. */
  readonly address: string;
  readonly type: string;
  /** The construct it comes from; the stack and its address where there is none. */
  readonly path: string;
  /** Its arguments, by Terraform's names. */
  readonly attributes: Readonly<Record<string, unknown>>;
}
