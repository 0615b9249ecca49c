import { checkContract } from "../contract";
import type { CheckResult } from "../contract/check";
import type { Deployment } from "../contract/deployment";
import { expectApplicable } from "./apply/applicable";
import { ApplyError } from "./apply/direct-applier";
import type { RehearsalReport } from "./report";
import type { Workspace } from "./servers/workspace";
import { type PreparedStackProps, prepareStack } from "./prepared-stack";
import { expectServers } from "./with-workspace";
import type { Substitution } from "./stack/substitutions";
import type { SynthesizedStack } from "./stack/synthesized-stack";
import type { ThrowawayServers } from "./servers/throwaway-servers";

export interface RehearseProps extends PreparedStackProps {
  /** Told of every check when it is done. */
  readonly onCheck: (result: CheckResult) => void;
}

/** A stack on its throwaway servers. */
export interface Rehearsal {
  readonly report: RehearsalReport;
  readonly servers: ThrowawayServers;
  readonly deployment?: Deployment;
}

/**
 * Applies a stack to throwaway servers, and checks there that it does what it describes.
 *
 * @param workspace where the servers run; disposing of it is the caller's
 * @throws RehearsalError when it could not tell
 */
export async function rehearse(
  stack: SynthesizedStack,
  workspace: Workspace,
  props: RehearseProps,
): Promise<Rehearsal> {
  const start = performance.now();
  expectApplicable(stack);
  const work = applyAndCheck(stack, workspace, props);
  const { servers, checks, resources, substitutions, deployment } = await Promise.race([
    work,
    workspace.failure,
  ]);
  const safeChecks = checks.map((check) => ({ ...check, detail: workspace.redact(check.detail) }));
  const passed = checks.filter(({ ok }) => ok).length;
  if (passed < checks.length) await expectServers(workspace);
  const { product, version } = servers.vault;
  const report: RehearsalReport = {
    schemaVersion: 1,
    stack: stack.name,
    servers: { vault: { product, version }, postgres: { version: servers.postgresVersion } },
    applied: { resources },
    checks: safeChecks,
    passed,
    failed: checks.length - passed,
    seconds: Math.round((performance.now() - start) / 100) / 10,
    substitutions,
    acknowledged: stack.access.acknowledged,
  };
  return { report, servers, deployment };
}

interface Outcome {
  readonly servers: ThrowawayServers;
  readonly checks: CheckResult[];
  readonly resources: number;
  readonly substitutions: readonly Substitution[];
  readonly deployment?: Deployment;
}

async function applyAndCheck(
  stack: SynthesizedStack,
  workspace: Workspace,
  props: RehearseProps,
): Promise<Outcome> {
  props.notify("starting the servers");
  const prepared = await prepareStack(stack, workspace, props);
  const { servers, substitutions } = prepared;
  props.notify("applying the stack");
  try {
    const { deployment, resources } = await prepared.deploy();
    props.notify("checking the contract");
    const checks = await checkContract(deployment, props.onCheck);
    return { servers, checks, resources, substitutions, deployment };
  } catch (error) {
    if (!(error instanceof ApplyError)) throw error;
    const refused = {
      id: "applies",
      subject: error.resource.path ?? error.resource.address,
      ok: false,
      detail: error.message,
      ms: 0,
    };
    props.onCheck(refused);
    return { servers, checks: [refused], resources: 0, substitutions };
  } finally {
    await prepared.close();
  }
}
