import type { KubernetesLogin } from "../../../constructs";
import type { VaultResponse } from "../../../clients/vault-client";
import type { Check } from "../../check";
import type { Context } from "../../context";
import type { WorkloadContext } from "../workload-context";
import { type Call, JWT_TTL_S, makeCalls } from "./calls";

/** The Vault Secrets Operator does all that it needs to keep a Secret, in each namespace. */
export function vaultSecretsOperatorCalls(
  { deployment, leases }: Context,
  context: WorkloadContext,
): Check[] {
  const { login, vaultSecretsOperator: operator, name } = context.workload;
  if (!operator || login.method !== "kubernetes") return [];
  const { serviceAccount } = operator;
  const { namespaces } = login;
  return operator.secrets.map((secret) => ({
    id: "vault-secrets-operator-calls",
    kind: "also",
    says: `Vault Secrets Operator keeps ${secret.name}`,
    about: { ...context.about, object: secret.name },
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      const isLeased = context.ownRoles.some(({ path }) => path === secret.credential);
      for (const namespace of namespaces) {
        const claims = { namespace, serviceAccount, audience: login.audience, ttlSeconds: JWT_TTL_S };
        const jwt = await deployment.serviceAccountTokens(login.path).issue(claims);
        const calls = [...loginCalls(login, name, jwt), ...callsOf(secret.credential, isLeased)];
        await makeCalls(deployment.vault, leases, calls);
      }
      return `logs in, ${isLeased ? "reads, renews, replaces and revokes a lease" : "reads the credential"}, and renews and revokes its token, in ${namespaces.join(", ")}`;
    },
  }));
}

/** It renews a token before it uses it, and from then on by a lifetime watcher, which says for how long. */
export function loginCalls({ path }: KubernetesLogin, role: string, jwt: string): Call[] {
  const wrong = ({ auth }: VaultResponse) =>
    auth?.renewable ? undefined : "its token can't be renewed, and ends with all that it has read";
  return [
    { says: "log in", method: "PUT", path: `auth/${path}/login`, body: { role, jwt }, wrong },
    { says: "renew its token", method: "PUT", path: "auth/token/renew-self" },
    {
      says: "renew its token by its lifetime watcher",
      method: "PUT",
      path: "auth/token/renew-self",
      body: { increment: 0 },
    },
  ];
}

function callsOf(credential: string, isLeased: boolean): Call[] {
  const read: Pick<Call, "method" | "path"> = { method: "GET", path: credential };
  if (!isLeased)
    return [
      { says: "read its credential", ...read, wrong: wrongOfStaticCredential },
      { says: "read its credential after a rotation", ...read, wrong: wrongOfStaticCredential },
      ...END,
    ];
  return [
    { says: "read its credential", ...read, wrong: wrongOfLease },
    {
      says: "renew its lease",
      method: "PUT",
      path: "sys/leases/renew",
      body: ({ lease_id, lease_duration }) => ({ lease_id, increment: lease_duration }),
    },
    // A renewal that is cut short, near max_ttl, is to it as one that failed.
    { says: "read another credential", ...read, wrong: wrongOfLease },
    // When its VaultDynamicSecret is deleted.
    {
      says: "revoke its lease",
      method: "PUT",
      path: "sys/leases/revoke",
      body: ({ lease_id }) => ({ lease_id }),
    },
    ...END_WITH_LEASES,
  ];
}

/** It renews no other lease. */
function wrongOfLease({ lease_id, renewable }: VaultResponse): string | undefined {
  return lease_id && renewable ? undefined : "not a lease that can be renewed";
}

/** By these it knows when to read again; without them it never does. */
function wrongOfStaticCredential({ data = {} }: VaultResponse): string | undefined {
  const { last_vault_rotation, rotation_period, rotation_schedule, ttl } = data;
  const isStatic = last_vault_rotation && ttl !== undefined && (rotation_period || rotation_schedule);
  return isStatic ? undefined : "nothing says when its password changes";
}

/** After a restart, and once something was refused, it looks whether its token is still good. */
const LOOK_UP: Call = { says: "rely on its token", method: "GET", path: "auth/token/lookup-self" };
/** Told to, it revokes it in the end. */
const REVOKE: Call = { says: "revoke its token", method: "PUT", path: "auth/token/revoke-self" };

/** What it does last with any token. */
export const END: readonly Call[] = [LOOK_UP, REVOKE];

/** What it does last with one that leases hang on. */
const END_WITH_LEASES: readonly Call[] = [{ ...LOOK_UP, wrong: wrongOfToken }, REVOKE];

/** However often it renews it. */
function wrongOfToken({ data = {} }: VaultResponse): string | undefined {
  return data.period ? undefined : "it isn't periodic, and ends with all that was read with it";
}
