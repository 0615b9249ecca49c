import type { VaultResponse } from "../../../clients/vault-client";
import type { ExternalSecretDescription } from "../../../constructs";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { Fixture } from "../../fixture";
import type { WorkloadContext } from "../workload-context";
import { type Call, JWT_TTL_S, makeCalls } from "./calls";

/** What Vault answered to a refresh in one namespace. */
interface Refresh {
  readonly login: VaultResponse;
  readonly read: VaultResponse;
}

/**
 * The External Secrets Operator writes each Secret, in each namespace, and what it reads outlives a refresh that is skipped.
 * It logs in and reads, and does nothing else, neither then nor later.
 */
export function externalSecretsRefresh(context: Context, workload: WorkloadContext): Check[] {
  const { login, externalSecrets } = workload.workload;
  if (!externalSecrets || login.method !== "kubernetes") return [];
  const { namespaces } = login;
  return externalSecrets.secrets.flatMap((secret): Check[] => {
    const refreshed = new Fixture(() => refreshAll(context, workload, secret));
    const check = {
      kind: "also",
      about: { ...workload.about, object: secret.name },
      harm: "issues a lease",
      needs: workload.needs,
    } as const;
    return [
      {
        ...check,
        id: "external-secrets-calls",
        says: `External Secrets Operator writes ${secret.name}`,
        attempt: async () => {
          await refreshed.get();
          return `logs in and reads ${secret.credential}, in ${namespaces.join(", ")}`;
        },
      },
      {
        ...check,
        id: "external-secrets-outlives-skipped-refresh",
        says: `${secret.name} outlives a skipped refresh`,
        attempt: async () => expectLongerThanTwo(secret, await refreshed.get()),
      },
    ];
  });
}

async function refreshAll(
  { deployment, leases }: Context,
  { workload }: WorkloadContext,
  { credential }: ExternalSecretDescription,
): Promise<Refresh[]> {
  const { login, externalSecrets, name: role } = workload;
  if (!externalSecrets || login.method !== "kubernetes") return [];
  const { serviceAccount } = externalSecrets;
  const { path, audience, namespaces } = login;
  const refreshes: Refresh[] = [];
  for (const namespace of namespaces) {
    const jwt = await deployment.serviceAccountTokens(path).issue({
      namespace,
      serviceAccount,
      audience,
      ttlSeconds: JWT_TTL_S,
    });
    const calls: readonly Call[] = [
      { says: "log in", method: "PUT", path: `auth/${path}/login`, body: { role, jwt } },
      { says: "read its credential", method: "GET", path: credential, wrong: wrongOfCredential },
    ];
    const [loginAnswer = {}, readAnswer = {}] = await makeCalls(deployment.vault, leases, calls);
    refreshes.push({ login: loginAnswer, read: readAnswer });
  }
  return refreshes;
}

/** Its templates take these. */
function wrongOfCredential({ data = {} }: VaultResponse): string | undefined {
  return data.username && data.password ? undefined : "neither a user nor a password";
}

/** By what the servers say. */
function expectLongerThanTwo(
  { refreshInterval }: ExternalSecretDescription,
  all: readonly Refresh[],
): string {
  const second = 2 * refreshInterval;
  const ends = all.flatMap(endsOf);
  for (const { what, seconds } of ends)
    if (seconds < second)
      throw new Violation(`${what} after ${seconds} s, and the second refresh comes after ${second} s`);
  const first = Math.min(...ends.map(({ seconds }) => seconds));
  const good = first < Infinity ? `good for ${first} s` : "good until its next rotation";
  return `what it reads is ${good}, and the second refresh comes after ${second} s`;
}

/** Nobody renews a lease, nor the token with which it ends. A static role has no lease; its password stays until a rotation. */
function endsOf({ login, read }: Refresh): { readonly what: string; readonly seconds: number }[] {
  const { lease_id, lease_duration = 0, data = {} } = read;
  if (lease_id)
    return [
      { what: "its token ends", seconds: login.auth?.lease_duration ?? 0 },
      { what: "its lease ends", seconds: lease_duration },
    ];
  // By a schedule, how long that is differs from one time to the next.
  return [{ what: "its password changes", seconds: Number(data.rotation_period ?? Infinity) }];
}
