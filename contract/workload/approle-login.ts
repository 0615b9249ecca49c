import type { AppRoleLogin, WorkloadDescription } from "../../constructs";
import { Violation } from "../check";
import type { Deployment } from "../deployment";
import { type Authentication, expectRefused } from "./authentication";

type Named = Pick<WorkloadDescription, "name">;

/** Logs in with a new secret ID. */
export async function logInByAppRole(
  deployment: Deployment,
  workload: Named,
  login: AppRoleLogin,
): Promise<Authentication> {
  return logInBySecretId(deployment, workload, login, await newSecretId(deployment, workload, login));
}

/** A secret ID is refused when it was used as often as it may be. */
export async function useUpSecretId(
  deployment: Deployment,
  workload: Named,
  login: AppRoleLogin,
): Promise<string> {
  const { uses } = login.secretId;
  const secretId = await newSecretId(deployment, workload, login);
  for (let use = 0; use < uses; use++) await logInBySecretId(deployment, workload, login, secretId);
  await expectRefused(`a secret ID after ${uses} uses`, () =>
    logInBySecretId(deployment, workload, login, secretId),
  );
  return `refused after ${uses} ${uses === 1 ? "use" : "uses"}`;
}

/** A secret ID ends when it should. */
export async function expectSecretIdTtl(
  { vault }: Deployment,
  { name }: Named,
  { path, secretId: { ttl } }: AppRoleLogin,
): Promise<string> {
  const { data } = await vault.request("POST", `auth/${path}/role/${name}/secret-id`);
  if (Number(data?.secret_id_ttl) === ttl) return `expires after ${ttl} s`;
  throw new Violation(`a secret ID lives ${data?.secret_id_ttl} s instead of ${ttl} s`);
}

async function newSecretId({ vault }: Deployment, { name }: Named, { path }: AppRoleLogin): Promise<string> {
  const { data } = await vault.request("POST", `auth/${path}/role/${name}/secret-id`);
  return String(data?.secret_id);
}

async function logInBySecretId(
  { vault }: Deployment,
  { name }: Named,
  { path }: AppRoleLogin,
  secretId: string,
): Promise<Authentication> {
  const { data } = await vault.request("GET", `auth/${path}/role/${name}/role-id`);
  const { auth } = await vault.request("POST", `auth/${path}/login`, {
    role_id: data?.role_id,
    secret_id: secretId,
  });
  return auth as Authentication;
}
