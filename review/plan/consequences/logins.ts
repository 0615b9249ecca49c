import { workloadName } from "../../../constructs/access/access-facts";
import type { WorkloadDescription } from "../../../constructs/access/access-manifest";
import { listed, quoted } from "../../quoted";
import { type Consequences, goneOf, isMadeAgain, type Planned, textOf } from "./consequence";

const LOGIN_ROLES = [
  "vault_approle_auth_backend_role",
  "vault_kubernetes_auth_backend_role",
  "vault_jwt_auth_backend_role",
  "vault_token_auth_backend_role",
];

/** An auth method goes, with its tokens; or of a workload what it logs in by, or its policy. */
export const logins: Consequences = (planned) => [...authMethods(planned), ...workloads(planned)];

function authMethods(planned: Planned) {
  return methodsThatGo(planned).map((path) => {
    const names = planned.base?.workloads.filter(({ login }) => login.path === path).map(workloadName) ?? [];
    const whose = names.length ? ` of ${listed(names)}` : "";
    return {
      rule: "auth-method-removed",
      kind: "ends-sessions" as const,
      subject: `auth method ${path}`,
      sentence: `Disables the auth method ${quoted(path)}: Vault revokes each token${whose}, and with it what was leased by it`,
    };
  });
}

function methodsThatGo(planned: Planned): string[] {
  return goneOf(planned, "vault_auth_backend")
    .filter((method) => !isMadeAgain(planned, method, ["path"]))
    .map(({ before }) => textOf(before.path) || textOf(before.type));
}

function workloads(planned: Planned) {
  const gone = methodsThatGo(planned);
  const policies = goneOf(planned, "vault_policy")
    .filter((policy) => !isMadeAgain(planned, policy, ["name"]))
    .map(({ before }) => textOf(before.name));
  return (planned.base?.workloads ?? [])
    .filter(({ login, policy }) => policies.includes(policy) && !gone.includes(login.path))
    .map((workload) => ({
      rule: "workload-removed",
      kind: "ends-sessions" as const,
      subject: workloadName(workload),
      sentence: `Removes ${hasLogin(planned, workload) ? "the policy" : "the login"} of ${quoted(workloadName(workload))}: its token may do nothing any more, and what it leased goes on until its end`,
    }));
}

/** Whether it can still log in afterwards. */
function hasLogin(planned: Planned, { name, login }: WorkloadDescription): boolean {
  const gone = goneOf(planned, ...LOGIN_ROLES);
  return !gone.some(
    (role) => role.before.role_name === name && (role.before.backend ?? "token") === login.path,
  );
}
