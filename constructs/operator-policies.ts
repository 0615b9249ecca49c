import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { deployerPolicy } from "../policies/deployer-policy";
import { planPolicy } from "../policies/plan-policy";
import type { PolicyDocument } from "../policies/policy-document";
import { RenderedStack } from "./guardrails/rendered/rendered-stack";
import { writtenResources } from "./guardrails/rendered/written-resources";
import { addFile } from "./private/add-file";

/**
 * The Vault policies for whoever runs Terraform on a stack, made from what is in it: `deployer.policy.json` for
 * `terraform apply` and `plan.policy.json` for `terraform plan`, next to the stack's `cdk.tf.json`. An operator
 * writes them once, by `vault policy write`; Terraform could not write its own.
 *
 * @see Vault documentation, "Policies"
 */
export class OperatorPolicies {
  /** Writes both when the stack is synthesized. */
  static attach(scope: Construct): void {
    for (const policy of ["deployer", "plan"] as const)
      addFile(scope, `${policy}.policy.json`, () => `${OperatorPolicies.of(scope)[policy].toJson()}\n`);
  }

  /** Both, for the stack as it is described now. */
  static of(scope: Construct): { readonly deployer: PolicyDocument; readonly plan: PolicyDocument } {
    const resources = writtenResources(RenderedStack.of(TerraformStack.of(scope)).resources);
    return { deployer: deployerPolicy(resources), plan: planPolicy(resources) };
  }
}
