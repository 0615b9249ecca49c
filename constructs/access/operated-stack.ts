import type { PolicyRule } from "../../policies/policy-document";

/** What somebody does who works on a stack. */
export type StackWork = "plan" | "deploy" | "drain";

/** A stack that a workload works on: a job of a CI, which plans or deploys it. */
export interface OperatedStack {
  /** The stack's name. */
  readonly stack: string;
  readonly work: StackWork;
  /** What that needs in Vault. */
  readonly rules: readonly WorkRule[];
}

/** What somebody may on a path who works on a stack. */
export type WorkRule = Pick<PolicyRule, "path" | "capabilities" | "allowedParameters">;
