import { checkContract } from "../contract";
import type { CheckResult } from "../contract/check";
import type { Deployment } from "../contract/deployment";
import { lineOf } from "../contract/subject";
import type { AccessMatrix } from "../contract/postgres/access-matrix/access-matrix";
import { expectApplicable } from "./apply/applicable";
import { ApplyError } from "./apply/applier";
import type { NotChecked, RehearsalReport } from "./report";
import type { Workspace } from "./servers/workspace";
import { type PreparedStackProps, prepareStack } from "./prepared-stack";
import { finding, ownRulesNotChecked, stackFindings } from "./stack-findings";
import { expectServers } from "./with-workspace";
import type { Substitution } from "./stack/substitutions";
import type { SynthesizedStack } from "./stack/synthesized-stack";
import type { StackServers } from "./servers/stack-servers";
import { changeOnServers } from "./change/change-on-servers";
import type { ChangedStack } from "./change/changed-stack";
import type { ChangeReport } from "./change/change-report";
import { type Prepared, prepareTogether } from "./together/prepare-together";
import { namesOf } from "./together/described-together";
import { playTimeLapse } from "./time-lapse/play-time-lapse";
import { type ShortenedStack, shortenedStack } from "./time-lapse/shortened-stack";
import type { Timeline } from "./time-lapse/timeline";

export interface RehearseProps extends PreparedStackProps {
  /** Stacks that are rehearsed together with it, on the same servers. @default - none */
  readonly together?: readonly SynthesizedStack[];
  /** Told of every check that passed or failed. */
  readonly onCheck: (result: CheckResult) => void;
  /** Whether a result is enough to know: no other check is begun then. @default - all are tried */
  readonly until?: (result: CheckResult) => boolean;
  /** How many times faster a day of the stack is played in place of its contract. @default - its contract is checked */
  readonly timeLapse?: number;
  /** The stack as it was. @default - nothing is there before it */
  readonly change?: ChangedStack;
}

/** A stack on its throwaway servers. */
export interface Rehearsal {
  readonly report: RehearsalReport;
  readonly servers: StackServers;
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
  const stacks = [stack, ...(props.together ?? [])];
  for (const each of [...stacks, ...(props.change ? [props.change.before] : [])]) expectApplicable(each);
  const { timeLapse } = props;
  const shortened = timeLapse === undefined ? undefined : shortenedStack(stack, timeLapse);
  const outcome = props.change
    ? await changeAndCheck(stack, props.change, workspace, props)
    : await applyAndCheck({ original: stack, shortened }, workspace, props);
  const { servers, checks, access, resources, substitutions, deployment, timeline, change } = outcome;
  const safeChecks = checks.map((check) => ({ ...check, detail: workspace.redact(check.detail) }));
  const count = (outcome: CheckResult["outcome"]) =>
    checks.filter((check) => check.outcome === outcome).length;
  if (count("failed")) await expectServers(workspace, safeChecks);
  const { product, version } = servers.vault;
  const report: RehearsalReport = {
    schemaVersion: 3,
    stack: namesOf(stacks.map(({ name }) => name)),
    servers: { vault: { product, version }, postgres: { version: servers.postgresVersion } },
    applied: { resources },
    checks: safeChecks,
    passed: count("passed"),
    failed: count("failed"),
    brokenOff: count("broken off"),
    notChecked: [
      ...stacks.flatMap((stack) => [...(stack.notChecked ?? []), ...ownRulesNotChecked(stack)]),
      ...notCheckedOf(safeChecks),
    ],
    seconds: Math.round((performance.now() - start) / 100) / 10,
    substitutions,
    acknowledged: stacks.flatMap(({ access }) => access.acknowledged),
    ...redacted({ access, change, timeline }, workspace),
  };
  return { report, servers, deployment };
}

/** The same without a secret. What isn't there isn't there afterwards, either. */
function redacted<Value>(value: Value, workspace: Workspace): Value {
  return JSON.parse(workspace.redact(JSON.stringify(value))) as Value;
}

function notCheckedOf(checks: readonly CheckResult[]): NotChecked[] {
  return checks
    .filter(({ outcome }) => outcome === "not checked")
    .map((check) => ({ what: lineOf(check), because: check.detail }));
}

interface Outcome {
  readonly servers: StackServers;
  readonly checks: CheckResult[];
  readonly resources: number;
  readonly substitutions: readonly Substitution[];
  readonly deployment?: Deployment;
  readonly access?: readonly AccessMatrix[];
  readonly timeline?: Timeline;
  readonly change?: ChangeReport;
}

/** A stack, and how it is played. */
interface Rehearsed {
  readonly original: SynthesizedStack;
  readonly shortened?: ShortenedStack;
}

async function applyAndCheck(
  rehearsed: Rehearsed,
  workspace: Workspace,
  props: RehearseProps,
): Promise<Outcome> {
  const { original, shortened } = rehearsed;
  const stacks = [original, ...(props.together ?? [])];
  const findings = stacks.flatMap(stackFindings);
  findings.forEach(props.onCheck);
  props.notify("starting the servers");
  const prepared =
    stacks.length > 1
      ? await prepareTogether(stacks, workspace, props)
      : await prepareStack(shortened?.stack ?? original, workspace, props);
  const { servers } = prepared;
  const substitutions = shortened?.substitutions(prepared.substitutions) ?? prepared.substitutions;
  props.notify("applying the stack");
  try {
    const { deployment, resources, substitutions: ofSchemas } = await prepared.deploy();
    const seen = shortened
      ? await play(shortened, prepared, deployment, workspace, props)
      : await check(deployment, props);
    return {
      ...seen,
      servers,
      checks: [...findings, ...seen.checks],
      resources,
      substitutions: [...substitutions, ...ofSchemas],
      deployment,
    };
  } catch (error) {
    if (!(error instanceof ApplyError)) throw error;
    const about = { kind: "construct", name: error.resource.path ?? error.resource.address } as const;
    const refused = finding("applies", "applies", about, error.message);
    props.onCheck(refused);
    return { servers, checks: [...findings, refused], resources: 0, substitutions };
  } finally {
    await prepared.close();
  }
}

async function changeAndCheck(
  original: SynthesizedStack,
  changed: ChangedStack,
  workspace: Workspace,
  props: RehearseProps,
): Promise<Outcome> {
  const findings = stackFindings(original);
  findings.forEach(props.onCheck);
  props.notify("starting the servers");
  const { deployed, next, change, checks } = await changeOnServers(original, changed, workspace, props);
  checks.forEach(props.onCheck);
  try {
    const seen = deployed && (await check(deployed.deployment, props));
    return {
      servers: next.servers,
      checks: [...findings, ...checks, ...(seen?.checks ?? [])],
      access: seen?.access,
      resources: deployed?.resources ?? 0,
      substitutions: [...next.substitutions, ...(deployed?.substitutions ?? [])],
      deployment: deployed?.deployment,
      change,
    };
  } finally {
    await next.close();
  }
}

async function check(
  deployment: Deployment,
  { notify, onCheck, until }: RehearseProps,
): Promise<Pick<Outcome, "checks" | "access">> {
  notify("checking the contract");
  const access: AccessMatrix[] = [];
  const onResult = (result: CheckResult) => {
    if (result.outcome === "passed" || result.outcome === "failed") onCheck(result);
  };
  const onAccess = (matrix: AccessMatrix) => void access.push(matrix);
  const checks = await checkContract(deployment, { onResult, until, onAccess });
  return { checks, access: access.sort(byDatabase) };
}

const byDatabase = ({ database: one }: AccessMatrix, { database: other }: AccessMatrix) =>
  `${one.server}/${one.name}` < `${other.server}/${other.name}` ? -1 : 1;

async function play(
  { described, floored }: ShortenedStack,
  { servers, stack }: Prepared,
  deployment: Deployment,
  workspace: Workspace,
  { notify, onCheck, timeLapse: factor = 1 }: RehearseProps,
): Promise<Pick<Outcome, "checks" | "timeline">> {
  notify("playing a day");
  const { vault } = servers;
  const played = { stack, described, deployment, workspace, vault, factor, floored, notify };
  const { checks, timeline } = await playTimeLapse(played);
  checks.filter(({ outcome }) => outcome !== "not checked").forEach(onCheck);
  return { checks, timeline };
}
