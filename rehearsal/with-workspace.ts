import { setTimeout as sleep } from "node:timers/promises";
import { isForTheUser, RehearsalError } from "../clients/could-not-tell";
import { shortageIn } from "../clients/shortage";
import { Workspace } from "./servers/workspace";
import { workspaceParent } from "./servers/workspace-parent";

/** How long the end of a server may take to show when its consequences do already. */
const SETTLE_MS = 1_000;

/**
 * Does something in a workspace of its own, of which nothing is left afterwards: no file, no process.
 *
 * @param signal ends it early when it is aborted
 * @throws what goes wrong, without any secret of the workspace. When a server has ended, it is that: all else follows.
 * When it was aborted, the signal's reason.
 */
export async function withWorkspace<Result>(
  use: (workspace: Workspace) => Promise<Result>,
  signal?: AbortSignal,
): Promise<Result> {
  signal?.throwIfAborted();
  const workspace = makeWorkspace();
  try {
    return await Promise.race([abortionOf(signal), workspace.failure, use(workspace)]);
  } catch (error) {
    if (signal?.aborted) throw withoutSecrets(signal.reason, workspace);
    throw withoutSecrets(await reasonOf(error, workspace), workspace);
  } finally {
    await workspace.dispose();
  }
}

/**
 * What goes wrong because a server has ended or the machine has run out of something says nothing about the stack.
 *
 * @param seen what has gone wrong
 * @throws RehearsalError that names the reason
 */
export async function expectServers(workspace: Workspace, seen: unknown): Promise<void> {
  const end = await Promise.race([workspace.failure.catch((error: unknown) => error), sleep(SETTLE_MS)]);
  const reason = shortageIn(seen, workspace.written) ?? end;
  if (reason) throw reason;
}

/** An error that is not ours may come from the end of a server or from the machine, which is the reason then. */
async function reasonOf(error: unknown, workspace: Workspace): Promise<unknown> {
  if (isForTheUser(error)) return shortageIn(error, workspace.written) ?? error;
  return expectServers(workspace, error).then(
    () => error,
    (reason: unknown) => reason,
  );
}

function makeWorkspace(): Workspace {
  try {
    return new Workspace();
  } catch (cause) {
    const problem = `The temporary directory "${workspaceParent()}" can't be written: ${(cause as Error).message}.`;
    throw new RehearsalError(problem, "Name another in TMPDIR.", { cause });
  }
}

/** Rejects when the signal is aborted. */
function abortionOf(signal?: AbortSignal): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason)));
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
