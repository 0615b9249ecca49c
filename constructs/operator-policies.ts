import { TerraformStack } from "cdktf";
import type { Construct, IConstruct } from "constructs";
import { deployerPolicy } from "../policies/deployer-policy";
import { drainPolicy } from "../policies/drain-policy";
import { loginMaterialPolicy } from "../policies/login-material-policy";
import { planPolicy } from "../policies/plan-policy";
import type { PolicyDocument } from "../policies/policy-document";
import type { StackWork } from "./access/operated-stack";
import { RenderedStack } from "./guardrails/rendered/rendered-stack";
import { writtenResources } from "./guardrails/rendered/written-resources";
import { addFile } from "./private/add-file";
import { grantWork } from "./private/grants";
import { otherStackProblems } from "./private/operated-stack-problems";
import { addProblems } from "./private/validation";
import type { IWorkload } from "./workload";

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
 * deploys: it makes what workloads log in with. A job of a CI gets what it needs by `grantPlan` and `grantDeploy`.
 *
 * @see Vault documentation, "Policies", https://developer.hashicorp.com/vault/docs/concepts/policies
 *
 * @example
 * OperatorPolicies.attach(stack);
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

  /**
   * Lets a workload of another stack run `terraform plan` of this one: a job of a CI. What it may is that stack's, so that
   * nobody changes it who works on this one; it is applied there before what is new here.
   */
  static grantPlan(scope: IConstruct, workload: IWorkload): void {
    grant(scope, workload, "plan");
  }

  /**
   * The same for `terraform apply`, which can let others in: whoever writes policies and login roles may write any. Guard who
   * may start that job.
   */
  static grantDeploy(scope: IConstruct, workload: IWorkload): void {
    grant(scope, workload, "deploy");
  }

  /** The same for ending leases; with `grantDeploy` for `vault-db drain`. */
  static grantDrain(scope: IConstruct, workload: IWorkload): void {
    grant(scope, workload, "drain");
  }

  /** All of them, for the stack as it is described now. */
  static of(scope: IConstruct): OperatorPolicyDocuments {
    const resources = writtenResources(RenderedStack.of(TerraformStack.of(scope)).resources);
    return {
      deployer: deployerPolicy(resources),
      plan: planPolicy(resources),
      loginMaterial: loginMaterialPolicy(resources),
      drain: drainPolicy(resources),
    };
  }
}

const POLICIES = { plan: "plan", deploy: "deployer", drain: "drain" } as const;

function grant(scope: IConstruct, workload: IWorkload, work: StackWork): void {
  const stack = TerraformStack.of(scope);
  const rules = () => OperatorPolicies.of(stack)[POLICIES[work]].toRules();
  grantWork(workload, { stack, work, rules });
  addProblems(workload, () => otherStackProblems(workload, stack));
}
