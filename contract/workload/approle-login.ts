import type { AppRoleLogin, WorkloadDescription } from "../../constructs";
import { VaultClient } from "../../clients/vault-client";
import { writeWrapped } from "../../clients/wrapped-answer";
import type { Deployment, LoginMaterial } from "../deployment";
import type { Authentication } from "./authentication";

type Named = Pick<WorkloadDescription, "name">;

/** Logs in with a new secret ID. */
export async function logInByAppRole(
  deployment: Deployment,
  workload: Named,
  login: AppRoleLogin,
): Promise<Authentication> {
  const secretId = await newSecretId(deployment, workload, login);
  return logInBySecretId(deployment, workload, login, secretId);
}

/** A new secret ID. */
export async function newSecretId(
  { vault }: Deployment,
  { name }: Named,
  { path }: AppRoleLogin,
): Promise<string> {
  const { data } = await vault.request("POST", `auth/${path}/role/${name}/secret-id`);
  return String(data?.secret_id);
}

/** How long somebody has to open a wrapping token. */
const WRAPPING_S = 120;

/** What whatever deploys gives an agent: a new secret ID, wrapped. */
export async function newLoginMaterial(
  { vault }: Deployment,
  { name }: Named,
  { path }: AppRoleLogin,
): Promise<LoginMaterial> {
  const role = `auth/${path}/role/${name}`;
  const [{ data }, { token }] = await Promise.all([
    vault.request("GET", `${role}/role-id`),
    writeWrapped(vault, `${role}/secret-id`, WRAPPING_S),
  ]);
  return { roleId: String(data?.role_id), wrappingToken: token };
}

/** Logs in with a secret ID that is there. */
export async function logInBySecretId(
  { vault }: Deployment,
  { name }: Named,
  { path }: AppRoleLogin,
  secretId: string,
): Promise<Authentication> {
  const { data } = await vault.request("GET", `auth/${path}/role/${name}/role-id`);
  const { auth } = await new VaultClient(vault.address).request("POST", `auth/${path}/login`, {
    role_id: data?.role_id,
    secret_id: secretId,
  });
  return auth as Authentication;
}
