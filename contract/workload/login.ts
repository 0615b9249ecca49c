import type { WorkloadDescription } from "../../constructs";
import { type Recorder, Violation } from "../check";
import { expectLoginRole } from "./login-role";
import type { Deployment, ServiceAccountClaims } from "../deployment";
import { VaultError, type VaultResponse } from "../../clients/vault-client";

type Authentication = NonNullable<VaultResponse["auth"]>;

/** Logs a workload in. @throws Violation or VaultError when that is refused */
export async function logIn(deployment: Deployment, workload: WorkloadDescription): Promise<Authentication> {
  if (workload.auth.type === "approle")
    return logInBySecretId(deployment, workload, await newSecretId(deployment, workload));
  return logInByServiceAccount(deployment, workload, {});
}

async function newSecretId({ vault }: Deployment, { auth, name }: WorkloadDescription): Promise<string> {
  const { data } = await vault.request("POST", `auth/${auth.path}/role/${name}/secret-id`);
  return String(data?.secret_id);
}

async function logInBySecretId(
  deployment: Deployment,
  workload: WorkloadDescription,
  secretId: string,
): Promise<Authentication> {
  const { auth, name } = workload;
  const { data } = await deployment.vault.request("GET", `auth/${auth.path}/role/${name}/role-id`);
  const answer = await deployment.vault.request("POST", `auth/${auth.path}/login`, {
    role_id: data?.role_id,
    secret_id: secretId,
  });
  return answer.auth as Authentication;
}

async function logInByServiceAccount(
  deployment: Deployment,
  { auth, name, kubernetes }: WorkloadDescription,
  wrong: Partial<ServiceAccountClaims>,
): Promise<Authentication> {
  const [serviceAccount = ""] = kubernetes?.serviceAccounts ?? [];
  const [namespace = ""] = kubernetes?.namespaces ?? [];
  const audience = kubernetes?.audience ?? "";
  const claims = {
    namespace: named(namespace),
    serviceAccount: named(serviceAccount),
    audience,
    ttlSeconds: 600,
    ...wrong,
  };
  const jwt = await deployment.kubernetes?.issue(claims);
  const answer = await deployment.vault.request("POST", `auth/${auth.path}/login`, { role: name, jwt });
  return answer.auth as Authentication;
}

/** Somebody acknowledged that it lets others in. */
function isWildcard(bound: string): boolean {
  return bound.includes("*");
}

/** A name that a bound name stands for. */
function named(bound: string): string {
  return bound.replaceAll("*", "anything");
}

/** How a workload logs in, how it can't, and the token it gets. */
export async function checkLogin(
  recorder: Recorder,
  deployment: Deployment,
  workload: WorkloadDescription,
): Promise<void> {
  const check = (id: string, attempt: () => Promise<string>) =>
    recorder.check(subjectOf(workload), id, attempt);
  await check("token", async () => checkToken(deployment, workload, await logIn(deployment, workload)));
  await check("login-role-as-described", () => expectLoginRole(deployment.vault, workload));
  if (workload.secretId) {
    if (workload.secretId.uses)
      await check("secret-id-refused-after-its-uses", () => useUpSecretId(deployment, workload));
    await check("secret-id-expires", () => checkSecretIdTtl(deployment, workload));
  }
  if (workload.kubernetes) {
    const { serviceAccounts, namespaces } = workload.kubernetes;
    const refused: Record<string, Partial<ServiceAccountClaims>> = {
      "other-audience": { audience: "contract-other" },
      ...(!serviceAccounts.some(isWildcard) && {
        "other-service-account": { serviceAccount: "contract-other" },
      }),
      ...(!namespaces.some(isWildcard) && { "other-namespace": { namespace: "contract-other" } }),
      ...(deployment.kubernetes?.issuesExpired && { "expired-service-account-token": { ttlSeconds: -60 } }),
    };
    for (const [id, wrong] of Object.entries(refused)) {
      await check(`${id}-refused`, () =>
        expectRefused(id, () => logInByServiceAccount(deployment, workload, wrong)),
      );
    }
  }
}

export function subjectOf({ name, auth }: WorkloadDescription): string {
  return `${name} (${auth.path})`;
}

async function checkToken(
  { vault }: Deployment,
  workload: WorkloadDescription,
  { client_token: token, policies }: Authentication,
): Promise<string> {
  const own = vault.withToken(token);
  const { data = {} } = await own.request("GET", "auth/token/lookup-self");
  await own.request("POST", "auth/token/renew-self");
  if (policies.join() !== workload.policy)
    throw new Violation(`its token has the policies ${policies.join(", ")} instead of ${workload.policy}`);
  const expected = workload.token;
  if (expected.kind === "periodic") {
    if (data.period !== expected.period)
      throw new Violation(`its token has a period of ${data.period ?? 0} s instead of ${expected.period} s`);
    return `has policy ${workload.policy} alone, and renews every ${expected.period} s`;
  }
  const ttl = Number(data.creation_ttl);
  if (data.period) throw new Violation(`its token is renewed for ever, every ${data.period} s`);
  if (ttl !== expected.ttl) throw new Violation(`its token lives ${ttl} s instead of ${expected.ttl} s`);
  return `has policy ${workload.policy} alone, and lives ${ttl} s`;
}

async function useUpSecretId(deployment: Deployment, workload: WorkloadDescription): Promise<string> {
  const uses = workload.secretId?.uses ?? 1;
  const secretId = await newSecretId(deployment, workload);
  for (let use = 0; use < uses; use++) await logInBySecretId(deployment, workload, secretId);
  await expectRefused(`a secret ID after ${uses} uses`, () =>
    logInBySecretId(deployment, workload, secretId),
  );
  return `refused after ${uses} ${uses === 1 ? "use" : "uses"}`;
}

async function checkSecretIdTtl(
  { vault }: Deployment,
  { auth, name, secretId }: WorkloadDescription,
): Promise<string> {
  const { data } = await vault.request("POST", `auth/${auth.path}/role/${name}/secret-id`);
  if (Number(data?.secret_id_ttl) === secretId?.ttl) return `expires after ${secretId?.ttl} s`;
  throw new Violation(`a secret ID lives ${data?.secret_id_ttl} s instead of ${secretId?.ttl} s`);
}

async function expectRefused(what: string, attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof VaultError && [400, 403].includes(error.status)) return "refused";
    throw error;
  }
  throw new Violation(`Vault lets in ${what.replaceAll("-", " ")}`);
}
