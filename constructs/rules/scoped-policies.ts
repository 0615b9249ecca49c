import { type ReadPolicy, workloadPolicies } from "../private/auth-roles";
import type { GuardrailRule } from "./rule";

export const scopedPolicies: GuardrailRule = {
  id: "scoped-policies",
  what: "A workload's policy names its paths, and renews and revokes only its own leases.",
  why: "A bare update on sys/leases/renew or revoke lets one application extend or end the leases of another.",
  fix: "grant by role.grantRead(workload)",
  check: (stack) =>
    workloadPolicies(stack).flatMap((policy) =>
      problemsOf(policy).map((message) => ({ path: policy.path, message })),
    ),
};

function problemsOf({ rules }: ReadPolicy): string[] {
  return Object.entries(rules).flatMap(([path, { capabilities = [], allowed_parameters: allowed = {} }]) => [
    ...(/[*+]/.test(path) ? [`"${path}" is a wildcard`] : []),
    ...(capabilities.includes("sudo") ? [`it has sudo on "${path}"`] : []),
    ...(/^sys\/leases\/(renew|revoke)/.test(path) && !isScoped(allowed.lease_id)
      ? [`"${path}" is open to every lease`]
      : []),
  ]);
}

function isScoped(leases: readonly string[] | undefined): boolean {
  return !!leases?.length && leases.every((lease) => /^[^*]+\/creds\/[^*]+\/\*$/.test(lease));
}
