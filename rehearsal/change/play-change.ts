import type { AccessManifest } from "../../constructs";
import { accessChange } from "../../constructs/access/access-change";
import { RehearsalError } from "../../clients/could-not-tell";
import { endSharedSessions } from "../../clients/session-pool";
import type { VaultClient } from "../../clients/vault-client";
import type { CheckResult } from "../../contract/check";
import type { Deployment } from "../../contract/deployment";
import { run } from "../../contract/run";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { drain, type DrainedRole } from "../../drain/drain";
import { leasingRoles } from "../../drain/leases-that-go";
import { endSessionsOf, movedConnections } from "../../drain/moved-connections";
import { ApplyError, type ResourceChange } from "../apply/applier";
import type { DeployedStack } from "../deployed-stack";
import type { PreparedStack } from "../prepared-stack";
import { drainCheck, isWholeCheck } from "./apply-checks";
import { changeChecks, LEASE_CAN_BE_ENDED } from "./change-checks";
import type { ChangeReport, RefusedChange } from "./change-report";
import { inTheWay } from "./in-the-way";
import { RunningStack } from "./running-stack";
import { vaultInUse } from "./vault-in-use";
import { whatBecame } from "./what-became";

export interface PlayChangeProps {
  /** The stack as it is. */
  readonly before: PreparedStack;
  /** Makes what the next one takes for granted, and says how it is applied. */
  readonly prepareNext: () => Promise<PreparedStack>;
  /** Vault as somebody sees it who drains the stack before the change. @default - nobody does */
  readonly drainer?: VaultClient;
  readonly notify: (message: string) => void;
}

/** A change of a stack in use, and what came of it. */
export interface PlayedChange extends Pick<ChangeReport, "changes" | "credentials" | "workloads"> {
  readonly next: PreparedStack;
  /** @default - a server refused something */
  readonly deployed?: DeployedStack;
  /** What servers refused. */
  readonly refused: readonly RefusedChange[];
  /** The leases of what goes that nobody can end any more. */
  readonly stranded: readonly CheckResult[];
  readonly checks: readonly CheckResult[];
}

/** Changes a stack that is in use into the next one, and sees what becomes of whoever uses it. */
export async function playChange(props: PlayChangeProps): Promise<PlayedChange> {
  const { before, prepareNext, notify } = props;
  notify("applying the stack as it was");
  const { deployment } = await before.deploy().catch(asItWas);
  const next = await prepareNext();
  notify("letting everybody use it");
  const change = accessChange(before.stack.access, next.stack.access);
  const running = await RunningStack.start({ deployment, change, next: next.stack.access });
  const played = await changeInUse(props, deployment, next, running).finally(() => running.stop());
  const { deployed } = played;
  return { ...played, deployed: deployed && (await asUsed(deployed, before)) };
}

async function changeInUse(
  { before, drainer, notify }: PlayChangeProps,
  { abilities, serverOf }: Deployment,
  next: PreparedStack,
  running: RunningStack,
): Promise<PlayedChange> {
  const was = before.stack.access;
  const root = before.servers.vault.client;
  const drained = drainer && (await drainBefore(drainer, was, next.stack.access, notify));
  notify("applying the change");
  // Of whoever changes a stack, nobody is left in its databases.
  await Promise.all([...new Set(was.databases.map(serverOf))].map(endSharedSessions));
  const applied = await attempt(next);
  const became = await whatBecame(running, root);
  const checks = [
    ...(drained ? [drainCheck(drained, next.stack)] : []),
    ...("refused" in applied ? [] : [isWholeCheck(next)]),
    ...changeChecks(running, root),
  ];
  const results = await run([{ name: "change", groups: [{ checks }] }], { abilities });
  const stranded = results.filter(({ id, outcome }) => id === LEASE_CAN_BE_ENDED && outcome === "failed");
  const played = { ...became, next, changes: applied.changes, stranded, checks: results };
  if (!("refused" in applied)) return { ...played, refused: [], deployed: applied };
  const inTheWayOf = (resource: Resource) => (drained ? [] : rolesInTheWay(resource, running, was));
  return { ...played, refused: refusalsIn(applied.refused, inTheWayOf) };
}

/** What the command does that somebody runs before the change. */
async function drainBefore(
  drainer: VaultClient,
  was: AccessManifest,
  is: AccessManifest,
  notify: (message: string) => void,
): Promise<DrainedRole[]> {
  const drained = await drain(drainer, await leasingRoles(drainer, was, is), was.workloads, { notify });
  await endSessionsOf(drainer, movedConnections(was, is));
  return drained;
}

/** A stack that is applied, when nobody uses it any more. */
async function asUsed(deployed: DeployedStack, before: PreparedStack): Promise<DeployedStack> {
  const { deployment } = deployed;
  const { vault } = before.servers;
  const was = before.stack.access;
  const vaultBefore = await vaultInUse(deployment.vaultBefore, vault.client, was, deployment.access);
  const auditLog = await auditLogFromNow(deployment);
  return { ...deployed, deployment: { ...deployment, vaultBefore, auditLog } };
}

/** Whoever used the stack as it was is in what audit devices wrote until now, too. */
async function auditLogFromNow({ access, auditLog }: Deployment): Promise<Deployment["auditLog"]> {
  const written = await Promise.all(
    access.auditDevices.map(async ({ path }): Promise<[string, string]> => [
      path,
      await auditLog(path).catch(() => ""),
    ]),
  );
  const before = new Map(written);
  return async (path) => (await auditLog(path)).slice(before.get(path)?.length);
}

interface RefusedApply {
  readonly refused: ApplyError;
  /** What was done all the same. */
  readonly changes: readonly ResourceChange[];
}

async function attempt(next: PreparedStack): Promise<DeployedStack | RefusedApply> {
  try {
    return await next.deploy();
  } catch (refused) {
    if (refused instanceof ApplyError) return { refused, changes: refused.done };
    throw refused;
  }
}

function refusalsIn(error: ApplyError, inTheWayOf: (resource: Resource) => string[]): RefusedChange[] {
  return [error, ...error.others].map(({ resource, cause }) => ({
    address: resource.address,
    message: (cause as Error).message,
    inTheWay: inTheWayOf(resource),
  }));
}

/** The paths of roles whose leases can be in the way. */
function rolesInTheWay(resource: Resource, { credentials }: RunningStack, was: AccessManifest): string[] {
  return [...new Set(inTheWay(resource, credentials, was).map(({ props }) => props.role.path))];
}

function asItWas(error: unknown): never {
  if (!(error instanceof ApplyError)) throw error;
  const problem = `The stack as it was can't be applied: ${error.message}`;
  throw new RehearsalError(problem, "Rehearse it alone, to see what it lacks.", { cause: error });
}
