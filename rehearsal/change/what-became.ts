import { Session } from "../../clients/postgres-session";
import { workloadName } from "../../constructs/access/access-facts";
import { VaultError, type VaultClient } from "../../clients/vault-client";
import type { CredentialChange, WorkloadChange } from "./change-report";
import type { CredentialInUse } from "./credential-in-use";
import type { RunningStack, WorkloadInUse } from "./running-stack";

/** What became of everything that somebody had, right after a change. */
export async function whatBecame(
  { credentials, workloads }: RunningStack,
  root: VaultClient,
): Promise<{ readonly credentials: CredentialChange[]; readonly workloads: WorkloadChange[] }> {
  return {
    credentials: await Promise.all(credentials.map((credential) => becomes(credential, root))),
    workloads: await Promise.all(workloads.map(workloadBecomes)),
  };
}

async function becomes(credential: CredentialInUse, root: VaultClient): Promise<CredentialChange> {
  const { props, queries, clients, endedSessions } = credential;
  const { role, reader, effect, because, lease } = props;
  return {
    path: role.path,
    ...(reader && { reader: workloadName(reader) }),
    effect,
    because,
    logsIn: await logsIn(credential),
    ...(lease && { lasts: await timeLeft(lease.id, root) }),
    sessions: { open: clients.length - endedSessions, ended: endedSessions },
    queries,
  };
}

/** Whether its user is there, and may log in: a role may have as many sessions as it can already. */
async function logsIn({ props: { server, login } }: CredentialInUse): Promise<boolean> {
  const mayLogIn = "SELECT FROM pg_catalog.pg_roles WHERE rolname = $1 AND rolcanlogin";
  const found = await Session.with(server, "postgres", server.superuser, (session) =>
    session.query(mayLogIn, [login.user]),
  );
  return found.length > 0;
}

/** @returns in seconds; nothing of a lease that has ended */
async function timeLeft(id: string, root: VaultClient): Promise<number> {
  try {
    const { data } = await root.request("PUT", "sys/leases/lookup", { lease_id: id });
    return Number(data?.ttl ?? 0);
  } catch (error) {
    if (error instanceof VaultError) return 0;
    throw error;
  }
}

async function workloadBecomes({ workload, effect, because, vault }: WorkloadInUse): Promise<WorkloadChange> {
  return { workload: workloadName(workload), effect, because, hasToken: await hasToken(vault) };
}

async function hasToken(vault: VaultClient): Promise<boolean> {
  try {
    await vault.request("GET", "auth/token/lookup-self");
    return true;
  } catch (error) {
    if (error instanceof VaultError) return false;
    throw error;
  }
}
