import type { WorkloadDescription } from "../../constructs";
import { type Recorder, Violation } from "../check";
import type { Deployment } from "../deployment";
import { expectSecretIdTtl, logInByAppRole, useUpSecretId } from "./approle-login";
import { type Authentication, expectRefused } from "./authentication";
import { logInByKubernetes, wrongClaims } from "./kubernetes-login";
import { expectLoginRole } from "./login-role";

type Check = (id: string, attempt: () => Promise<string>) => Promise<boolean>;

/** Logs a workload in. @throws Violation or VaultError when that is refused */
export function logIn(deployment: Deployment, workload: WorkloadDescription): Promise<Authentication> {
  const { login } = workload;
  switch (login.method) {
    case "approle":
      return logInByAppRole(deployment, workload, login);
    case "kubernetes":
      return logInByKubernetes(deployment, workload, login);
  }
}

/** How a workload logs in, how it can't, and the token it gets. */
export async function checkLogin(
  recorder: Recorder,
  deployment: Deployment,
  workload: WorkloadDescription,
): Promise<void> {
  const check: Check = (id, attempt) => recorder.check(subjectOf(workload), id, attempt);
  await check("token", async () => checkToken(deployment, workload, await logIn(deployment, workload)));
  await check("login-role-as-described", () => expectLoginRole(deployment.vault, workload));
  await checkRefusals(check, deployment, workload);
}

/** What must not log in, by the auth method. */
async function checkRefusals(
  check: Check,
  deployment: Deployment,
  workload: WorkloadDescription,
): Promise<void> {
  const { login } = workload;
  switch (login.method) {
    case "approle":
      if (login.secretId.uses)
        await check("secret-id-refused-after-its-uses", () => useUpSecretId(deployment, workload, login));
      await check("secret-id-expires", () => expectSecretIdTtl(deployment, workload, login));
      return;
    case "kubernetes":
      for (const [id, wrong] of Object.entries(wrongClaims(login, !!deployment.kubernetes?.issuesExpired)))
        await check(`${id}-refused`, () =>
          expectRefused(id.replaceAll("-", " "), () => logInByKubernetes(deployment, workload, login, wrong)),
        );
  }
}

export function subjectOf({ name, login }: WorkloadDescription): string {
  return `${name} (${login.path})`;
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
