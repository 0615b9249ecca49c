import { type ReadPolicy, workloadPolicies } from "../rendered/login-roles";
import { policyDifferences } from "../rendered/policy-differences";
import type { GuardrailRule } from "../rule";

export const scopedPolicies: GuardrailRule = {
  id: "scoped-policies",
  what: "A workload's policy reads credentials, renews and revokes only its own leases, looks up, renews and revokes its own token, and allows nothing else.",
  why: "A bare update on sys/leases/renew or revoke lets one application extend or end the leases of another; what else it allows is not described here.",
  fix: "grant by role.grantRead(workload)",
  check: (stack) =>
    workloadPolicies(stack).flatMap((policy) =>
      messages(policy).map((message) => ({ path: policy.path, message })),
    ),
};

function messages({ rules, reads }: ReadPolicy): string[] {
  return rules
    ? policyDifferences(rules, reads)
    : ['it is not written as {"path": {…}} in JSON, with each path once'];
}
