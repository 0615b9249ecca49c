import { TerraformStack } from "cdktf";
import type { Construct } from "constructs";
import { deployerPolicy } from "../policies/deployer-policy";
import { drainPolicy } from "../policies/drain-policy";
import { loginMaterialPolicy } from "../policies/login-material-policy";
import { planPolicy } from "../policies/plan-policy";
import type { PolicyDocument } from "../policies/policy-document";
import { RenderedStack } from "./guardrails/rendered/rendered-stack";
import { writtenResources } from "./guardrails/rendered/written-resources";
import { addFile } from "./private/add-file";

/** A policy for each of those who work on a stack, by the name of its file. */
export interface OperatorPolicyDocuments {
  /** Who runs `terraform apply`. */
  readonly deployer: PolicyDocument;
  /** Who runs `terraform plan`. */
  readonly plan: PolicyDocument;
  /** Who runs `vault-db login-material`. */
  readonly loginMaterial: PolicyDocument;
  /** Who ends leases: in an incident, and with the deployer's policy by `vault-db drain`. */
  readonly drain: PolicyDocument;
}

/**
 * The Vault policies for whoever works on a stack, made from what is in it: `deployer.policy.json` for
 * `terraform apply`, `plan.policy.json` for `terraform plan`, `login-material.policy.json` for
 * `vault-db login-material` and `drain.policy.json` for whoever ends leases, next to the stack's `cdk.tf.json`. An operator
 * writes them once, by `vault policy write`; Terraform could not write its own. Give that for login material to nobody who
 * deploys: it makes what workloads log in with.
 *
 * @see Vault documentation, "Policies"
 */
export class OperatorPolicies {
  /** Writes all of them when the stack is synthesized. */
  static attach(scope: Construct): void {
    const add = (name: string, policy: keyof OperatorPolicyDocuments) =>
      addFile(scope, `${name}.policy.json`, () => `${OperatorPolicies.of(scope)[policy].toJson()}\n`);
    add("deployer", "deployer");
    add("plan", "plan");
    add("login-material", "loginMaterial");
    add("drain", "drain");
  }

  /** All of them, for the stack as it is described now. */
  static of(scope: Construct): OperatorPolicyDocuments {
    const resources = writtenResources(RenderedStack.of(TerraformStack.of(scope)).resources);
    return {
      deployer: deployerPolicy(resources),
      plan: planPolicy(resources),
      loginMaterial: loginMaterialPolicy(resources),
      drain: drainPolicy(resources),
    };
  }
}
