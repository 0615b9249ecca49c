import type { LoginDescription, WorkloadDescription } from "../../constructs";
import { Violation } from "../check";
import { inOrder } from "../difference";
import type { VaultClient } from "../../clients/vault-client";

/** What its login role says, where no attempt could tell: the lists in full, and what must not be set. */
export async function expectLoginRole(vault: VaultClient, workload: WorkloadDescription): Promise<string> {
  const { login, name } = workload;
  const { data = {} } = await vault.request("GET", `auth/${login.path}/role/${name}`);
  const wrong = Object.entries(expectedSettings(workload)).flatMap(([setting, expected]) => {
    const there = inOrder(data[setting]);
    return there === inOrder(expected)
      ? []
      : [`${setting} is ${there || "empty"} instead of ${inOrder(expected) || "empty"}`];
  });
  if (wrong.length) throw new Violation(wrong.join("; "));
  return `auth/${login.path}/role/${name} lets in who is described, by name`;
}

function expectedSettings({ policy, token, login }: WorkloadDescription): Record<string, unknown> {
  const bounded = token.kind === "bounded";
  return {
    token_period: bounded ? 0 : token.period,
    token_ttl: bounded ? token.ttl : 0,
    token_max_ttl: bounded ? token.maxTtl : 0,
    token_policies: [policy],
    token_no_default_policy: true,
    token_num_uses: 0,
    token_explicit_max_ttl: 0,
    ...loginSettings(login),
  };
}

function loginSettings(login: LoginDescription): Record<string, unknown> {
  switch (login.method) {
    case "approle":
      return { bind_secret_id: true, secret_id_bound_cidrs: login.secretId.boundCidrs ?? [] };
    case "kubernetes":
      return {
        bound_service_account_names: login.serviceAccounts,
        bound_service_account_namespaces: login.namespaces,
        bound_service_account_namespace_selector: "",
        audience: login.audience,
        alias_name_source: "serviceaccount_uid",
      };
  }
}
