import type { KubernetesLogin, WorkloadDescription } from "../../constructs";
import type { Deployment, ServiceAccountClaims } from "../deployment";
import type { Authentication } from "./authentication";

/** Logs in with a service account's token. @param wrong what is not as it should be */
export async function logInByKubernetes(
  deployment: Deployment,
  { name }: Pick<WorkloadDescription, "name">,
  login: KubernetesLogin,
  wrong: Partial<ServiceAccountClaims> = {},
): Promise<Authentication> {
  const [serviceAccount = ""] = login.serviceAccounts;
  const [namespace = ""] = login.namespaces;
  const claims = {
    namespace: named(namespace),
    serviceAccount: named(serviceAccount),
    audience: login.audience,
    ttlSeconds: 600,
    ...wrong,
  };
  const jwt = await deployment.kubernetes?.issue(claims);
  const { auth } = await deployment.vault.request("POST", `auth/${login.path}/login`, { role: name, jwt });
  return auth as Authentication;
}

/** Tokens that must not log in, by what is wrong with each. */
export function wrongClaims(
  { serviceAccounts, namespaces }: KubernetesLogin,
  issuesExpired: boolean,
): Record<string, Partial<ServiceAccountClaims>> {
  return {
    "other-audience": { audience: "contract-other" },
    ...(!serviceAccounts.some(isWildcard) && {
      "other-service-account": { serviceAccount: "contract-other" },
    }),
    ...(!namespaces.some(isWildcard) && { "other-namespace": { namespace: "contract-other" } }),
    ...(issuesExpired && { "expired-service-account-token": { ttlSeconds: -60 } }),
  };
}

/** Somebody acknowledged that it lets others in. */
function isWildcard(bound: string): boolean {
  return bound.includes("*");
}

/** A name that a bound name stands for. */
function named(bound: string): string {
  return bound.replaceAll("*", "anything");
}
