import { tmpdir } from "node:os";
import { setTimeout as sleep } from "node:timers/promises";
import { isForTheUser, RehearsalError } from "../../clients/could-not-tell";
import type { Rehearsal } from "../../rehearsal/rehearse";
import { rehearse } from "../../rehearsal/rehearse";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { Workspace } from "../../rehearsal/servers/workspace";
import { readSynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { EXIT_CODES } from "../failure";
import { keepRunning } from "../keep";
import { Progress } from "../output/progress";
import { renderReport } from "../output/render-report";
import { stackDirectory } from "../stack-directory";

/** How long the end of a server may take to show when its consequences do already. */
const SETTLE_MS = 1_000;

export interface RehearseOptions {
  readonly postgres: string;
  readonly kubernetes?: string;
  readonly json?: boolean;
  readonly keep?: boolean;
}

/** `vault-db rehearse`: prints the report, and sets the exit status. */
export async function rehearseCommand(target: string, options: RehearseOptions): Promise<void> {
  await performRehearsal(target, options, async ({ report, servers }, workspace) => {
    console.log(options.json ? JSON.stringify(report, null, 2) : renderReport(report));
    process.exitCode = report.failed ? EXIT_CODES.findings : EXIT_CODES.fine;
    if (options.keep) await keepRunning(servers, workspace);
  });
}

/** Rehearses a stack, hands over the result, and leaves nothing behind, also on Ctrl-C. */
export async function performRehearsal(
  target: string,
  options: RehearseOptions,
  use: (rehearsal: Rehearsal, workspace: Workspace) => Promise<void>,
): Promise<void> {
  const progress = new Progress();
  const notify = (message: string) => progress.say(message);
  // First of all: nothing may be left when it is interrupted while the workspace is made.
  const interrupted = onInterrupt(() => workspace, progress);
  const workspace = makeWorkspace();
  try {
    const stack = readSynthesizedStack(await stackDirectory(target, workspace, notify));
    const rehearsal = await rehearse(stack, workspace, {
      postgres: Number(options.postgres) as PostgresVersion,
      env: process.env,
      kubeconfig: options.kubernetes,
      notify,
      onCheck: (result) => progress.count(result.ok),
    });
    progress.end();
    if (rehearsal.report.failed) await expectServers(workspace);
    await use(rehearsal, workspace);
  } catch (error) {
    throw withoutSecrets(await reasonOf(error, workspace), workspace);
  } finally {
    progress.end();
    await workspace.dispose();
    interrupted.ignore();
  }
}

/** A server that has ended says nothing about the stack. @throws RehearsalError that names it */
async function expectServers(workspace: Workspace): Promise<void> {
  await Promise.race([workspace.failure, sleep(SETTLE_MS)]);
}

/** What is no error of ours may come from the end of a server, which is the reason then. */
async function reasonOf(error: unknown, workspace: Workspace): Promise<unknown> {
  if (isForTheUser(error)) return error;
  return expectServers(workspace).then(
    () => error,
    (end: unknown) => end,
  );
}

function makeWorkspace(): Workspace {
  try {
    return new Workspace();
  } catch (cause) {
    const problem = `The temporary directory "${tmpdir()}" can't be written: ${(cause as Error).message}.`;
    throw new RehearsalError(problem, "Name another in TMPDIR.", { cause });
  }
}

function onInterrupt(workspace: () => Workspace, progress: Progress): { ignore(): void } {
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  const end = (signal: NodeJS.Signals) => {
    progress.end();
    // 130 for Ctrl-C, as shells do it.
    const status = 128 + ({ SIGHUP: 1, SIGINT: 2, SIGTERM: 15 }[signal as string] ?? 0);
    void workspace()
      .dispose()
      .finally(() => process.exit(status));
  };
  for (const signal of signals) process.on(signal, end);
  return { ignore: () => signals.forEach((signal) => process.off(signal, end)) };
}

/** An error as it may be shown, also with its stack trace and what caused it. */
function withoutSecrets(error: unknown, workspace: Workspace): unknown {
  if (!(error instanceof Error)) return error;
  const text = (part: string) => workspace.redact(part);
  const cause = withoutSecrets(error.cause, workspace);
  const safe = isForTheUser(error)
    ? new RehearsalError(text(error.problem), text(error.advice), { cause })
    : new Error(text(error.message), { cause });
  safe.stack = text(error.stack ?? "");
  return safe;
}
