import { VaultClient } from "../../clients/vault-client";
import type { WorkloadDescription } from "../../constructs";
import type { Deployment } from "../../contract/deployment";
import { newLoginMaterial } from "../../contract/workload/approle-login";
import type { Authentication } from "../../contract/workload/authentication";
import { logInByKubernetes } from "../../contract/workload/kubernetes-login";
import { logInByJwt } from "../../contract/workload/jwt/jwt-login";
import { makeToken } from "../../contract/workload/token-login";

/** Logs a workload in as what starts and runs it would. @param address where it reaches Vault */
export async function logIn(
  workload: WorkloadDescription,
  deployment: Deployment,
  address: string,
): Promise<Authentication> {
  const { name, login } = workload;
  const reached = { ...deployment, vault: new VaultClient(address, deployment.vault.token) };
  switch (login.method) {
    case "approle": {
      const { roleId, wrappingToken } = await newLoginMaterial(deployment, workload, login);
      const { data } = await new VaultClient(address, wrappingToken).request("POST", "sys/wrapping/unwrap");
      const body = { role_id: roleId, secret_id: data?.secret_id };
      const { auth } = await new VaultClient(address).request("POST", `auth/${login.path}/login`, body);
      return auth as Authentication;
    }
    case "kubernetes":
      return logInByKubernetes(reached, workload, login);
    case "jwt":
      return logInByJwt(reached, workload, login);
    case "token":
      return makeToken(reached, { name });
  }
}
