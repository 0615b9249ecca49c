import type { LoginDescription, TokenLogin, WorkloadDescription } from "../../constructs";
import type { VaultClient } from "../../clients/vault-client";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { settingDifferences } from "../settings";
import { defaultsOf, type Settings } from "../vault/reference";
import type { WorkloadContext } from "./workload-context";

/** A workload's login role, whole: what is described, and otherwise what Vault has when nothing is said. */
export function loginRoleAsDescribed({ deployment }: Context, { about, workload }: WorkloadContext): Check {
  return {
    id: "login-role-as-described",
    kind: "also",
    says: "login role as described",
    about,
    harm: "nothing",
    needs: ["root of Vault", "Vault before the apply"],
    attempt: async () => {
      const { login, name } = workload;
      const path = `auth/${login.path}/${login.method === "token" ? "roles" : "role"}/${name}`;
      const { data = {} } = await deployment.vault.request("GET", path);
      const defaults = defaultsOf(deployment.vaultBefore.reference, `${login.method} login role`);
      // By default, its mount gives a service token, too.
      const isService = ["service", "default-service"].includes(String(data.token_type));
      const type = isService ? defaults.token_type : data.token_type;
      const wrong = settingDifferences(
        { ...defaults, ...expectedSettings(workload) },
        { ...data, token_type: type },
      );
      if (login.method === "approle" && !(await isRoleIdDrawn(deployment.vault, path)))
        wrong.push("its role ID was chosen by somebody, and not drawn by Vault");
      if (wrong.length) throw new Violation(wrong.join("; "));
      return `${path} lets in who is described, by name`;
    },
  };
}

async function isRoleIdDrawn(vault: VaultClient, path: string): Promise<boolean> {
  const { data } = await vault.request("GET", `${path}/role-id`);
  return /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(String(data?.role_id));
}

function expectedSettings({ name, policy, token, login }: WorkloadDescription): Settings {
  const bounded = token.kind === "bounded";
  if (login.method === "token")
    return {
      name,
      allowed_policies: [policy],
      orphan: true,
      token_no_default_policy: true,
      token_period: bounded ? 0 : token.period,
    };
  return {
    token_period: bounded ? 0 : token.period,
    token_ttl: bounded ? token.ttl : 0,
    token_max_ttl: bounded ? token.maxTtl : 0,
    token_policies: [policy],
    token_no_default_policy: true,
    ...loginSettings(login),
  };
}

function loginSettings(login: Exclude<LoginDescription, TokenLogin>): Settings {
  switch (login.method) {
    case "approle":
      return {
        bind_secret_id: true,
        secret_id_ttl: login.secretId.ttl,
        secret_id_num_uses: login.secretId.uses,
        secret_id_bound_cidrs: login.secretId.boundCidrs,
      };
    case "kubernetes":
      return {
        bound_service_account_names: login.serviceAccounts,
        bound_service_account_namespaces: login.namespaces,
        audience: login.audience,
        alias_name_source: "serviceaccount_uid",
      };
    case "jwt":
      return {
        role_type: "jwt",
        user_claim: login.userClaim,
        bound_audiences: [login.audience],
        bound_subject: login.subject,
        bound_claims: login.claims,
        bound_claims_type: "string",
      };
  }
}
