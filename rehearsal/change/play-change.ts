import type { AccessManifest } from "../../constructs";
import { accessChange } from "../../constructs/access/access-change";
import { RehearsalError } from "../../clients/could-not-tell";
import { endSharedSessions } from "../../clients/session-pool";
import type { VaultClient } from "../../clients/vault-client";
import type { CheckResult } from "../../contract/check";
import { run } from "../../contract/run";
import type { Resource } from "../../constructs/guardrails/rendered/resources";
import { ApplyError, type ResourceChange } from "../apply/applier";
import type { DeployedStack } from "../deployed-stack";
import type { PreparedStack } from "../prepared-stack";
import { applyChecks } from "./apply-checks";
import { changeChecks } from "./change-checks";
import type { ChangeReport, RefusedChange } from "./change-report";
import { drain } from "./drain";
import { inTheWay } from "./in-the-way";
import { RunningStack } from "./running-stack";
import { vaultInUse } from "./vault-in-use";
import { whatBecame } from "./what-became";

export interface PlayedChange {
  /** What it is a change from, as it was named. */
  readonly from: string;
  /** What revokes what has to end, before the change. */
  readonly drainCommand: string;
  /** The stack as it is. */
  readonly before: PreparedStack;
  /** Makes what the next one takes for granted, and says how it is applied. */
  readonly prepareNext: () => Promise<PreparedStack>;
  readonly notify: (message: string) => void;
}

export interface ChangeOutcome {
  readonly next: PreparedStack;
  /** @default - a server refused something */
  readonly deployed?: DeployedStack;
  readonly checks: CheckResult[];
  readonly change: ChangeReport;
}

/** Changes a stack that is in use into the next one, and sees what becomes of whoever uses it. */
export async function playChange(props: PlayedChange): Promise<ChangeOutcome> {
  const { before, prepareNext, notify, from, drainCommand } = props;
  notify("applying the stack as it was");
  const { deployment } = await before.deploy().catch(asItWas);
  const next = await prepareNext();
  notify("letting everybody use it");
  const change = accessChange(before.stack.access, next.stack.access);
  const running = await RunningStack.start({ deployment, change, next: next.stack.access });
  const root = before.servers.vault.client;
  try {
    notify("applying the change");
    // Of whoever changes a stack, nobody is left in its databases.
    const servers = new Set(deployment.access.databases.map((each) => deployment.serverOf(each)));
    await Promise.all([...servers].map(endSharedSessions));
    const applied = await applyUnderLoad(next, running, before);
    const became = await whatBecame(running, root);
    const report: ChangeReport = {
      from,
      outcome: applied.outcome,
      changes: applied.changes,
      refused: applied.refused,
      ...(applied.outcome === "applied after draining" && { command: drainCommand }),
      ...became,
    };
    const abilities = deployment.abilities;
    const checks = [...applyChecks(report, next, applied.deployed), ...changeChecks(running, root)];
    const results = await run([{ name: "change", groups: [{ checks }] }], { abilities });
    return {
      next,
      deployed: await asUsed(applied.deployed, running, before.stack.access, root),
      checks: results,
      change: report,
    };
  } catch (error) {
    await running.stop();
    throw error;
  }
}

/** A stack that is applied, when nobody uses it any more. */
async function asUsed(
  deployed: DeployedStack | undefined,
  running: RunningStack,
  was: AccessManifest,
  root: VaultClient,
): Promise<DeployedStack | undefined> {
  await running.stop();
  if (!deployed) return undefined;
  const { deployment } = deployed;
  const vaultBefore = await vaultInUse(deployment.vaultBefore, root, was, deployment.access);
  return { ...deployed, deployment: { ...deployment, vaultBefore } };
}

interface Applied {
  readonly outcome: ChangeReport["outcome"];
  readonly changes: readonly ResourceChange[];
  readonly refused: readonly RefusedChange[];
  readonly deployed?: DeployedStack;
}

/** Applies the change; where that is refused, once more when what has to end was revoked. */
async function applyUnderLoad(
  next: PreparedStack,
  running: RunningStack,
  { stack: { access } }: PreparedStack,
): Promise<Applied> {
  const first = await attempt(next);
  if (!(first instanceof ApplyError))
    return { outcome: "applied", changes: first.changes, refused: [], deployed: first };
  await drain(running, next.servers.vault.client);
  const second = await attempt(next);
  if (second instanceof ApplyError)
    // What was leased wasn't the reason, or can't be revoked any more.
    return { outcome: "refused", changes: [...first.done, ...second.done], refused: refusalsIn(second) };
  const inTheWayOf = (resource: Resource) => [
    ...new Set(inTheWay(resource, running.credentials, access).map(({ props }) => props.role.path)),
  ];
  return {
    outcome: "applied after draining",
    changes: [...first.done, ...second.changes],
    refused: refusalsIn(first, inTheWayOf),
    deployed: second,
  };
}

function refusalsIn(
  error: ApplyError,
  inTheWayOf: (resource: Resource) => string[] = () => [],
): RefusedChange[] {
  return [error, ...error.others].map(({ resource, cause }) => ({
    address: resource.address,
    message: (cause as Error).message,
    inTheWay: inTheWayOf(resource),
  }));
}

async function attempt(next: PreparedStack): Promise<DeployedStack | ApplyError> {
  try {
    return await next.deploy();
  } catch (error) {
    if (error instanceof ApplyError) return error;
    throw error;
  }
}

function asItWas(error: unknown): never {
  if (!(error instanceof ApplyError)) throw error;
  const problem = `The stack as it was can't be applied: ${error.message}`;
  throw new RehearsalError(problem, "Rehearse it alone, to see what it lacks.", { cause: error });
}
