import { PolicySyntaxError } from "../../../policies/policy-syntax";
import { type RenderedPolicy, workloadPolicies } from "../rendered/login-roles";
import { policyDifferences } from "../rendered/policy-differences";
import type { GuardrailRule } from "../rule";

export const scopedPolicies: GuardrailRule = {
  id: "scoped-policies",
  what: "A workload's policy reads credentials, renews and revokes only its own leases, makes what others log in with only wrapped, encrypts and decrypts with its keys, looks up, renews and revokes its own token, and allows nothing else.",
  why: "A bare update on sys/leases/renew or revoke lets one application extend or end the leases of another; what else it allows is not described here.",
  fix: "grant by role.grantRead(workload), workload.grantSecretId(other) and key.grantEncryptDecrypt(workload)",
  check: (stack) =>
    workloadPolicies(stack).flatMap((policy) =>
      messages(policy).map((message) => ({ path: policy.path, message })),
    ),
};

function messages({ text, expected }: RenderedPolicy): string[] {
  try {
    return policyDifferences(text, expected);
  } catch (error) {
    if (error instanceof PolicySyntaxError) return [`it can't be read: ${error.message}`];
    throw error;
  }
}
