import type { RoleDescription } from "../constructs";
import { checkAudit } from "./audit";
import { type CheckResult, Recorder } from "./check";
import { checkBreakGlass, checkConnection, checkOutsider } from "./connection";
import type { Deployment } from "./deployment";
import { checkEngine } from "./engine";
import { type Lease, Leases } from "./lease";
import { checkOtherDatabases } from "./other-databases";
import { Probes } from "./probes";
import { checkIssuing, checkLease } from "./role-lease";
import { checkPrivileges } from "./role-privileges";
import { checkRevocation } from "./role-revocation";
import { checkTypes } from "./role-types";
import { checkLogin } from "./workload";
import { checkPolicy } from "./workload-policy";

/** Tries everything that a deployed stack describes, and its neighbourhood, on the live servers. */
export async function checkContract(
  deployment: Deployment,
  onResult: (result: CheckResult) => void,
): Promise<CheckResult[]> {
  const recorder = new Recorder(onResult);
  const leases = new Leases(deployment.vault);
  const { access } = deployment;
  const probes = new Map(
    access.databases.map((database) => [
      database.name,
      new Probes(deployment.serverOf(database.name), database),
    ]),
  );
  await Promise.all([...probes.values()].map((probe) => prepare(probe)));
  const issued = await issueAll(recorder, leases, access.roles);
  // Made after the credentials were issued: default privileges have to cover these.
  await Promise.all([...probes.values()].map((probe) => probe.makeLater()));
  await Promise.all([
    ...access.engines.map((engine) => checkEngine(recorder, deployment, engine)),
    ...access.connections.flatMap((connection) => {
      const probe = probes.get(connection.database);
      return probe ? [checkConnection(recorder, deployment, probe, connection)] : [];
    }),
    ...[...probes.values()].map((probe) => checkOutsider(recorder, probe)),
    checkBreakGlass(recorder, access, [...probes.values()]),
    ...access.roles.map((role) => checkRole(recorder, leases, probes, role, issued.get(role))),
    ...access.workloads.map(async (workload) => {
      await checkLogin(recorder, deployment, workload);
      await checkPolicy(recorder, deployment, leases, workload);
    }),
  ]);
  await checkSecondApply(recorder, deployment, leases);
  await Promise.all(access.auditDevices.map((device) => checkAudit(recorder, deployment, leases, device)));
  return recorder.results;
}

async function prepare(probe: Probes): Promise<void> {
  await probe.makeEarlier();
  await probe.makeOther();
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
  probes: ReadonlyMap<string, Probes>,
  role: RoleDescription,
  lease: Lease | undefined,
): Promise<void> {
  const own = probes.get(role.database);
  // A role that issues nothing has failed its first check already.
  if (!own || !lease) return;
  await recorder.run(role.name, "privileges", async () => {
    await checkPrivileges(recorder, own, role, lease);
    await checkTypes(recorder, own, role, lease);
  });
  await checkOtherDatabases(recorder, own, [...probes.values()], role, lease);
  await checkLease(recorder, leases, own, role, lease);
  await checkRevocation(recorder, leases, own, role);
}

/** Applying a second time must neither reset a rotated password nor take away a membership. */
async function checkSecondApply(recorder: Recorder, deployment: Deployment, leases: Leases): Promise<void> {
  await recorder.check(deployment.access.stack, "issues-after-a-second-apply", async () => {
    await deployment.applyAgain();
    for (const role of deployment.access.roles) await leases.revoke(await leases.issue(role.path));
    return `${deployment.access.roles.length} roles issue and revoke`;
  });
}
