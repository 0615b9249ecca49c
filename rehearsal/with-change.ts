import { expectSameStack, isUnchanged } from "./change/same-stack";
import { rehearse, type Rehearsal } from "./rehearse";
import { readSchemas } from "./schema/schemas";
import type { Workspace } from "./servers/workspace";
import { readSettings } from "./stack/mixed/settings";
import { stackDirectories } from "./stack/stack-directory";
import { readBothStates } from "./stack/synthesized-stack";
import type { WithRehearsalProps } from "./with-rehearsal";
import { withWorkspace } from "./with-workspace";

/** A stack that is what it was: there is nothing to rehearse. */
export interface Unchanged {
  readonly unchanged: string;
}

/**
 * Rehearses what becomes of a stack that is in use when it is changed, and does something with the result while its servers
 * run. Nothing is left afterwards.
 *
 * @param target the stack as it will be, as for a rehearsal
 * @param from the same stack as it is
 * @throws RehearsalError when it could not tell, or it is another stack
 */
export function withChange<Result>(
  target: string,
  from: string,
  props: Omit<WithRehearsalProps, "timeLapse">,
  use: (rehearsal: Rehearsal, workspace: Workspace) => Promise<Result>,
): Promise<Result | Unchanged> {
  const settings = readSettings(props.set ?? []);
  return withWorkspace(async (workspace) => {
    const directories = await stackDirectories([target, from], workspace, props);
    const [is, was] = directories as [string, string];
    const { before, after: stack } = readBothStates([was, is], settings);
    expectSameStack(before.name, stack.name);
    if (isUnchanged(before, stack)) return { unchanged: stack.name };
    const schemas = props.schemas && readSchemas(props.schemas, stack);
    const change = { before, from, drainCommand: `vault-db drain ${target} --from ${from}` };
    return use(await rehearse(stack, workspace, { ...props, schemas, change }), workspace);
  }, props.signal);
}
