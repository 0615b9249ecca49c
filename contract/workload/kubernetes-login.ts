import { VaultClient } from "../../clients/vault-client";
import type { KubernetesLogin, WorkloadDescription } from "../../constructs";
import type { Deployment, ServiceAccountClaims } from "../deployment";
import type { Authentication } from "./authentication";

type Cluster = Pick<Deployment, "vault" | "serviceAccountTokens">;
type Workload = Pick<WorkloadDescription, "name">;

/** Logs in with a service account's token. @param wrong what is not as it should be */
export async function logInByKubernetes(
  deployment: Cluster,
  workload: Workload,
  login: KubernetesLogin,
  wrong: Partial<ServiceAccountClaims> = {},
): Promise<Authentication> {
  const jwt = await deployment.serviceAccountTokens(login.path).issue({ ...claimsOf(login), ...wrong });
  return logInByToken(deployment, workload, login, jwt);
}

/** Logs in with a token that there is already. */
export async function logInByToken(
  deployment: Pick<Deployment, "vault">,
  { name }: Workload,
  { path }: KubernetesLogin,
  jwt: string,
): Promise<Authentication> {
  const anybody = new VaultClient(deployment.vault.address);
  const { auth } = await anybody.request("POST", `auth/${path}/login`, { role: name, jwt });
  return auth as Authentication;
}

/** What has to be in a token. */
export function claimsOf(login: KubernetesLogin): ServiceAccountClaims {
  const [serviceAccount = ""] = login.serviceAccounts;
  const [namespace = ""] = login.namespaces;
  return {
    namespace: named(namespace),
    serviceAccount: named(serviceAccount),
    audience: login.audience,
    ttlSeconds: 600,
  };
}

/** A name that a bound name stands for. */
function named(bound: string): string {
  return bound.replaceAll("*", "anything");
}
