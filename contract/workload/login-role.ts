import type { LoginDescription, WorkloadDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { inOrder } from "../difference";
import type { WorkloadContext } from "./workload-context";

/** What a workload's login role says, where no attempt could tell: the lists in full, and what must not be set. */
export function loginRoleAsDescribed({ deployment }: Context, { about, workload }: WorkloadContext): Check {
  return {
    id: "login-role-as-described",
    kind: "also",
    says: "login role as described",
    about,
    harm: "nothing",
    needs: ["root of Vault"],
    attempt: async () => {
      const path = `auth/${workload.login.path}/role/${workload.name}`;
      const { data = {} } = await deployment.vault.request("GET", path);
      const wrong = Object.entries(expectedSettings(workload)).flatMap(([setting, expected]) => {
        const there = inOrder(data[setting]);
        return there === inOrder(expected)
          ? []
          : [`${setting} is ${there || "empty"} instead of ${inOrder(expected) || "empty"}`];
      });
      if (wrong.length) throw new Violation(wrong.join("; "));
      return `${path} lets in who is described, by name`;
    },
  };
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
