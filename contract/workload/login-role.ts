import type { WorkloadDescription } from "../../constructs";
import { Violation } from "../check";
import { inOrder } from "../difference";
import type { VaultClient } from "../../clients/vault-client";

/** What its login role says, where no attempt could tell: the lists in full, and what must not be set. */
export async function expectLoginRole(vault: VaultClient, workload: WorkloadDescription): Promise<string> {
  const { auth, name } = workload;
  const { data = {} } = await vault.request("GET", `auth/${auth.path}/role/${name}`);
  const wrong = Object.entries(expectedSettings(workload)).flatMap(([setting, expected]) => {
    const there = inOrder(data[setting]);
    return there === inOrder(expected)
      ? []
      : [`${setting} is ${there || "empty"} instead of ${inOrder(expected) || "empty"}`];
  });
  if (wrong.length) throw new Violation(wrong.join("; "));
  return `auth/${auth.path}/role/${name} lets in who is described, by name`;
}

function expectedSettings({
  policy,
  token,
  secretId,
  kubernetes,
}: WorkloadDescription): Record<string, unknown> {
  const bounded = token.kind === "bounded";
  return {
    token_period: bounded ? 0 : token.period,
    token_ttl: bounded ? token.ttl : 0,
    token_max_ttl: bounded ? token.maxTtl : 0,
    token_policies: [policy],
    token_no_default_policy: true,
    token_num_uses: 0,
    token_explicit_max_ttl: 0,
    ...(secretId && { bind_secret_id: true, secret_id_bound_cidrs: secretId.boundCidrs ?? [] }),
    ...(kubernetes && {
      bound_service_account_names: kubernetes.serviceAccounts,
      bound_service_account_namespaces: kubernetes.namespaces,
      bound_service_account_namespace_selector: "",
      audience: kubernetes.audience,
      alias_name_source: "serviceaccount_uid",
    }),
  };
}
