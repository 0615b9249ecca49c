import type { AccessManifest, RoleDescription, WorkloadDescription } from "../../constructs";
import { type VaultClient, VaultError, type VaultMethod } from "../../clients/vault-client";
import { type Recorder, Violation } from "../check";
import type { Deployment } from "../deployment";
import { expectExactCapabilities } from "./capabilities";
import { eventually } from "../eventually";
import type { Leases } from "../leases";
import { logIn, subjectOf } from "./login";

/** What a workload's policy lets through, and what it must not. */
export async function checkPolicy(
  recorder: Recorder,
  deployment: Deployment,
  leases: Leases,
  workload: WorkloadDescription,
): Promise<void> {
  const { access } = deployment;
  const check = (id: string, attempt: () => Promise<string>) =>
    recorder.check(subjectOf(workload), id, attempt);
  const loggedIn = await logIn(deployment, workload).catch(() => undefined);
  if (!loggedIn) return;
  const vault = deployment.vault.withToken(loggedIn.client_token);
  for (const role of access.roles.filter((role) => isRead(workload, role))) {
    await check(`may-use-${role.name}`, () => useRole(leases, role, vault));
  }
  if (access.roles.some((role) => !isRead(workload, role)))
    await check("may-not-read-other-roles", () => expectNoOtherRoles(vault, access, workload));
  await check("may-not-touch-leases-of-others", () => expectNoOtherLeases(leases, access, workload, vault));
  await check("policy-refuses-the-rest", () => expectRest(vault, access));
  await check("capabilities-are-exact", () =>
    expectExactCapabilities(deployment.vault, loggedIn.client_token, access, workload),
  );
  // A role of another stack is not on these servers.
  const own = access.roles.find((role) => isRead(workload, role));
  if (own) await check("lease-dies-with-token", () => expectLeaseToDie(deployment, leases, workload, own));
}

async function useRole(leases: Leases, role: RoleDescription, vault: VaultClient): Promise<string> {
  const lease = await leases.issue(role.path, vault);
  await leases.renew(lease, role.defaultTtl, vault);
  await leases.revoke(lease, vault);
  // As the command lines of Vault and OpenBao do it.
  const other = await leases.issue(role.path, vault);
  await vault.request("PUT", `sys/leases/renew/${other.id}`, { increment: role.defaultTtl });
  await vault.request("PUT", `sys/leases/revoke/${other.id}`, { sync: true });
  return "reads a credential, renews its lease and revokes it, by request body and by path";
}

function isRead({ reads }: WorkloadDescription, { path }: RoleDescription): boolean {
  return reads.some((credential) => credential.path === path);
}

async function expectNoOtherRoles(
  vault: VaultClient,
  { roles }: AccessManifest,
  workload: WorkloadDescription,
): Promise<string> {
  const others = roles.filter((role) => !isRead(workload, role)).map(({ path }) => path);
  for (const path of others) {
    if (await isLetThrough(vault, "GET", path))
      throw new Violation(`it reads credentials of ${path}, which it was not granted`);
  }
  return `refused: ${others.join(", ")}`;
}

/** Live leases of the roles it may not read, and leases that only a wildcard would reach. */
async function expectNoOtherLeases(
  leases: Leases,
  { roles, engines }: AccessManifest,
  workload: WorkloadDescription,
  vault: VaultClient,
): Promise<string> {
  const others = roles.filter((role) => !isRead(workload, role));
  const live = await Promise.all(others.map(({ path }) => leases.issueForOthers(path)));
  const ids = [
    ...live.map(({ id }) => id),
    ...workload.reads.map(({ path }) => `${path}-contract/lease`),
    ...engines.map(({ path }) => `${path}/creds/contract-nobody/lease`),
    "contract/lease",
  ];
  // In the body, Vault takes it before the one in the path.
  const ownPaths = workload.reads.map(({ path }) => `${path}/contract`);
  for (const id of ids) {
    await expectLeaseRefused(vault, "renew", id, ownPaths, { increment: 60 });
    await expectLeaseRefused(vault, "revoke", id, ownPaths, { sync: true });
  }
  return `may neither renew nor revoke ${ids.map(roleOfLease).join(", ")}`;
}

async function expectLeaseRefused(
  vault: VaultClient,
  verb: "renew" | "revoke",
  id: string,
  ownPaths: readonly string[],
  body: object,
): Promise<void> {
  const named = { ...body, lease_id: id };
  const forms: [path: string, body?: object][] = [
    [`sys/leases/${verb}`, named],
    [`sys/leases/${verb}/${id}`],
    [`sys/leases/${verb}/${id}`, body],
    ...ownPaths.map((own): [string, object] => [`sys/leases/${verb}/${own}`, named]),
  ];
  for (const [path, form] of forms) {
    if (await isLetThrough(vault, "POST", path, form))
      throw new Violation(`it may ${verb} a lease of ${roleOfLease(id)}`);
  }
}

/** The path a lease was read from. */
function roleOfLease(id: string): string {
  return id.replace(/\/[^/]*$/, "");
}

/** Paths next to what it may do, and those that rule Vault. */
function forbiddenRequests(access: AccessManifest): [VaultMethod, string][] {
  const engines = access.engines.flatMap(({ path }): [VaultMethod, string][] => [
    ["LIST", `${path}/config`],
    ["LIST", `${path}/roles`],
    ["POST", `${path}/roles/contract-intruder`],
    ["POST", `${path}/config/contract-intruder`],
    ["LIST", `sys/leases/lookup/${path}/creds`],
    ["POST", `sys/leases/revoke-prefix/${path}`],
    ["POST", `sys/leases/revoke-force/${path}`],
  ]);
  const connections = access.connections.flatMap(({ engine, name }): [VaultMethod, string][] => [
    ["GET", `${engine}/config/${name}`],
    ["POST", `${engine}/rotate-root/${name}`],
    ["POST", `${engine}/reset/${name}`],
  ]);
  const roles = access.roles.map(({ engine, name }): [VaultMethod, string] => [
    "GET",
    `${engine}/roles/${name}`,
  ]);
  return [
    ...engines,
    ...connections,
    ...roles,
    ["GET", "sys/mounts"],
    ["POST", "sys/mounts/contract-intruder"],
    ["GET", "sys/auth"],
    ["GET", "sys/audit"],
    ["LIST", "sys/policies/acl"],
    ["PUT", "sys/policies/acl/contract-intruder"],
    ["POST", "auth/token/create"],
    ["LIST", "auth/token/accessors"],
    ["POST", "sys/wrapping/wrap"],
    ["GET", "cubbyhole/contract"],
    ["GET", "secret/data/contract"],
    ["LIST", "identity/entity/name"],
    ["POST", "sys/capabilities-self"],
  ];
}

async function expectRest(vault: VaultClient, access: AccessManifest): Promise<string> {
  const requests = forbiddenRequests(access);
  const outcomes = await Promise.all(
    requests.map(([method, path]) => isLetThrough(vault, method, path, method === "GET" ? undefined : {})),
  );
  const through = requests.filter((_, index) => outcomes[index]).map(([method, path]) => `${method} ${path}`);
  if (through.length) throw new Violation(`its policy lets through ${through.join(", ")}`);
  return `${requests.length} other requests are refused`;
}

/** Whether the policy lets a request through; what becomes of it then doesn't matter. */
async function isLetThrough(
  vault: VaultClient,
  method: VaultMethod,
  path: string,
  body?: object,
): Promise<boolean> {
  try {
    await vault.request(method, path, body);
    return true;
  } catch (error) {
    if (error instanceof VaultError) return error.status !== 403;
    throw error;
  }
}

async function expectLeaseToDie(
  deployment: Deployment,
  leases: Leases,
  workload: WorkloadDescription,
  { path }: RoleDescription,
): Promise<string> {
  const { client_token: token } = await logIn(deployment, workload);
  const vault = deployment.vault.withToken(token);
  const lease = await leases.issue(path, vault);
  await vault.request("POST", "auth/token/revoke-self");
  const gone = await eventually(() => isLeaseGone(deployment.vault, lease.id));
  if (!gone) throw new Violation("its lease outlives its token");
  return "giving back the token ends its leases";
}

async function isLeaseGone(vault: VaultClient, id: string): Promise<boolean> {
  return vault.request("PUT", "sys/leases/lookup", { lease_id: id }).then(
    () => false,
    () => true,
  );
}
