import { type Rehearsal, rehearse, type RehearseProps } from "./rehearse";
import type { Workspace } from "./servers/workspace";
import { stackDirectory } from "./stack/stack-directory";
import { readSynthesizedStack } from "./stack/synthesized-stack";
import { withWorkspace } from "./with-workspace";

export interface WithRehearsalProps extends RehearseProps {
  /** Ends it early when it is aborted. */
  readonly signal?: AbortSignal;
}

/**
 * Rehearses a stack, and does something with the result while its servers run. Nothing is left afterwards.
 *
 * @param target a stack of the app in cdktf.json, or the directory of a synthesized one
 * @throws RehearsalError when it could not tell
 */
export function withRehearsal<Result>(
  target: string,
  props: WithRehearsalProps,
  use: (rehearsal: Rehearsal, workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  return withWorkspace(async (workspace) => {
    const stack = readSynthesizedStack(await stackDirectory(target, workspace, props.notify));
    return use(await rehearse(stack, workspace, props), workspace);
  }, props.signal);
}
