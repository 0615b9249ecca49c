import { VaultClient } from "../../clients/vault-client";
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
  const jwt = await deployment.kubernetes.issue(claims);
  const anybody = new VaultClient(deployment.vault.address);
  const { auth } = await anybody.request("POST", `auth/${login.path}/login`, { role: name, jwt });
  return auth as Authentication;
}

/** A name that a bound name stands for. */
function named(bound: string): string {
  return bound.replaceAll("*", "anything");
}
