import type { RoleDescription } from "../constructs";
import { checkAudit } from "./vault/audit";
import { type CheckResult, Recorder, Violation } from "./check";
import { checkBreakGlass, checkConnection } from "./connection/connection";
import type { Deployment } from "./deployment";
import { isSameDatabase } from "./difference";
import { checkDeployer } from "./vault/deployer";
import { checkEngine } from "./vault/engine";
import { checkInventory } from "./vault/inventory";
import { type Lease, Leases } from "./leases";
import { Leftovers } from "./postgres/leftovers";
import { checkOtherDatabases } from "./postgres/role/other-databases";
import { checkOutsider } from "./postgres/outsider";
import { Probes } from "./postgres/probes";
import { checkGrants } from "./postgres/role/grants";
import { checkIssuing, checkLease } from "./postgres/role/lease";
import { checkPrivileges } from "./postgres/role/privileges";
import { checkRevocation } from "./postgres/role/revocation";
import { checkTypes } from "./postgres/role/types";
import { checkServerLog } from "./postgres/server-log";
import { checkRoles } from "./postgres/server-roles";
import { checkLogin } from "./workload/login";
import { checkPolicy } from "./workload/policy";

/** Tries everything that a deployed stack describes, and its neighbourhood, on the live servers. */
export async function checkContract(
  deployment: Deployment,
  onResult: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const recorder = new Recorder(onResult);
  const leases = new Leases(deployment.vault);
  const { databases } = deployment.access;
  const probes = databases.map(
    (database, index) => new Probes(deployment.serverOf(database), database, index + 1),
  );
  const leftovers = new Leftovers();
  await checkBefore(recorder, deployment, probes, leftovers);
  await checkAll(recorder, deployment, probes, leases);
  await checkAfter(recorder, deployment, probes, leases, leftovers);
  return recorder.results;
}

/** While nothing is leased: what there is, and what the owner can make. */
async function checkBefore(
  recorder: Recorder,
  deployment: Deployment,
  probes: readonly Probes[],
  leftovers: Leftovers,
): Promise<void> {
  const { access } = deployment;
  const servers = [...new Set(probes.map(({ server }) => server))];
  await Promise.all([
    checkInventory(recorder, deployment),
    ...servers.map((server) => {
      const databases = probes.filter((probe) => probe.server === server).map(({ database }) => database);
      return checkRoles(recorder, access, server, databases);
    }),
  ]);
  await Promise.all(
    probes.map((probe) =>
      recorder.check(probe.database.name, "owner-makes-objects", async () => {
        await probe.makeEarlier();
        await probe.makeOther();
        await leftovers.remember(probe);
        return `${probe.database.owner} makes tables, sequences and functions in each schema`;
      }),
    ),
  );
}

async function checkAll(
  recorder: Recorder,
  deployment: Deployment,
  probes: readonly Probes[],
  leases: Leases,
): Promise<void> {
  const { access } = deployment;
  const issued = await issueAll(recorder, leases, access.roles);
  // Made after the credentials were issued: default privileges have to cover these.
  await Promise.all(
    probes.map((probe) => recorder.run(probe.database.name, "owner-makes-objects", () => probe.makeLater())),
  );
  await Promise.all([
    checkDeployer(recorder, deployment),
    ...access.engines.map((engine) => checkEngine(recorder, deployment, engine)),
    ...access.connections.map((connection) => checkConnection(recorder, deployment, probes, connection)),
    ...probes.map((probe) => checkOutsider(recorder, probe)),
    checkBreakGlass(recorder, access, probes),
    ...access.roles.map((role) => checkRole(recorder, leases, probes, role, issued.get(role))),
    ...access.workloads.map(async (workload) => {
      await checkLogin(recorder, deployment, workload);
      await checkPolicy(recorder, deployment, leases, workload);
    }),
  ]);
}

/** A second apply, what the servers wrote down, and what is left when no lease is. */
async function checkAfter(
  recorder: Recorder,
  deployment: Deployment,
  probes: readonly Probes[],
  leases: Leases,
  leftovers: Leftovers,
): Promise<void> {
  await checkSecondApply(recorder, deployment, leases);
  const { auditDevices } = deployment.access;
  await Promise.all(auditDevices.map((device) => checkAudit(recorder, deployment, leases, device)));
  await leases.revokeAll();
  for (const probe of probes) {
    await checkServerLog(recorder, deployment, leases, probe);
    await leftovers.check(recorder, probe);
  }
}

async function issueAll(
  recorder: Recorder,
  leases: Leases,
  roles: readonly RoleDescription[],
): Promise<Map<RoleDescription, Lease>> {
  const issued = await Promise.all(
    roles.map(async (role) => [role, await checkIssuing(recorder, leases, role)] as const),
  );
  return new Map(issued.flatMap(([role, lease]) => (lease ? [[role, lease]] : [])));
}

async function checkRole(
  recorder: Recorder,
  leases: Leases,
  probes: readonly Probes[],
  role: RoleDescription,
  lease: Lease | undefined,
): Promise<void> {
  // A role that issues nothing has failed its first check already.
  if (!lease) return;
  await recorder.run(role.name, "privileges", async () => {
    const own = probes.find(({ database }) => isSameDatabase(database, role.database));
    if (!own) throw new Violation(`access.json describes no database "${role.database.name}"`);
    await checkGrants(recorder, own, role);
    await checkPrivileges(recorder, own, role, lease);
    await checkTypes(recorder, own, role, lease);
    await checkOtherDatabases(recorder, own, probes, role, lease);
    await checkLease(recorder, leases, own, role, lease);
    await checkRevocation(recorder, leases, own, role);
  });
}

/** Applying a second time must neither reset a rotated password nor take away a membership. */
async function checkSecondApply(recorder: Recorder, deployment: Deployment, leases: Leases): Promise<void> {
  await recorder.check(deployment.access.stack, "issues-after-a-second-apply", async () => {
    await deployment.applyAgain();
    for (const role of deployment.access.roles) await leases.revoke(await leases.issue(role.path));
    return `${deployment.access.roles.length} roles issue and revoke`;
  });
}
