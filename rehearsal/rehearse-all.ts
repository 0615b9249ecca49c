import { existsSync } from "node:fs";
import { availableParallelism } from "node:os";
import { basename, join } from "node:path";
import { RehearsalError } from "../clients/could-not-tell";
import type { RehearseProps } from "./rehearse";
import type { NotChecked, RehearsalReport } from "./report";
import type { FirstServers } from "./servers/first-servers";
import type { Workspace } from "./servers/workspace";
import { allStackDirectories } from "./stack/stack-directory";
import { readSynthesizedStack, type SynthesizedStack } from "./stack/synthesized-stack";
import { groupsOf } from "./together/groups";
import { loadRehearse, startFirstServers } from "./with-rehearsal";
import { withWorkspace } from "./with-workspace";

/** One waits a while, for servers to start and for leases to end: another one has its processor then. */
const AT_ONCE = 2 * availableParallelism();

export interface RehearseAllProps extends Omit<RehearseProps, "first" | "schemas" | "together"> {
  /** Ends it early when it is aborted. */
  readonly signal?: AbortSignal;
}

/** What rehearsing all stacks of an app found. Holds no secret. */
export interface ReportOfAll {
  readonly schemaVersion: 3;
  /** A report for each stack; one for those that share servers. */
  readonly stacks: readonly RehearsalReport[];
  /** Stacks of the app that describe no access. */
  readonly notChecked: readonly NotChecked[];
}

/**
 * Rehearses every stack of the app in cdktf.json, two of them at once for each processor: together on the same servers those that
 * take something from each other, and each of the others on servers of its own.
 *
 * @throws RehearsalError when it could not tell of one
 */
export function rehearseAll(props: RehearseAllProps): Promise<ReportOfAll> {
  return withWorkspace(async (workspace) => {
    let first: FirstServers | undefined;
    const directories = await allStackDirectories(workspace, props, () => {
      first = startFirstServers(workspace, props);
      loadRehearse();
    });
    const described = directories.filter((directory) => existsSync(join(directory, "access.json")));
    const groups = groupsOf(described.map((directory) => readSynthesizedStack(directory)));
    if (!groups.length)
      throw new RehearsalError("No stack of the app has an access.json.", "Describe one with this library.");
    props.notify(`rehearsing ${counted(described.length)}`);
    const quiet = { ...props, notify: () => undefined };
    const stacks = await atOnce(groups, (group, index) =>
      index
        ? withWorkspace((own) => reportOf(group, own, quiet), props.signal)
        : reportOf(group, workspace, { ...quiet, first }),
    );
    const others = directories.filter((directory) => !described.includes(directory));
    const because = "it describes no access: it has no access.json";
    const notChecked = others.map((directory) => ({ what: `stack ${basename(directory)}`, because }));
    return { schemaVersion: 3, stacks, notChecked };
  }, props.signal);
}

async function reportOf(
  [stack, ...together]: readonly SynthesizedStack[],
  workspace: Workspace,
  props: RehearseProps,
): Promise<RehearsalReport> {
  return (await loadRehearse()(stack!, workspace, { ...props, together })).report;
}

/** Does something for each, some of them at once. When one fails, those that were begun end first. */
async function atOnce<One, Result>(
  all: readonly One[],
  action: (one: One, index: number) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  const failures: unknown[] = [];
  const waiting = [...all.entries()];
  const next = async (): Promise<void> => {
    for (let entry = waiting.shift(); entry && !failures.length; entry = waiting.shift()) {
      const [index, one] = entry;
      await action(one, index).then(
        (result) => (results[index] = result),
        (error: unknown) => failures.push(error),
      );
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
  if (failures.length) throw failures[0];
  return results;
}

function counted(stacks: number): string {
  return `${stacks} stack${stacks === 1 ? "" : "s"}`;
}
