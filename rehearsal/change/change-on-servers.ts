import { prepareStackOn, type PreparedStackProps, writeDeployerPolicy } from "../prepared-stack";
import { ThrowawayServers } from "../servers/throwaway-servers";
import type { Workspace } from "../servers/workspace";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { type ChangeOutcome, playChange } from "./play-change";

/** What a stack is changed from. */
export interface ChangedStack {
  /** As it was. */
  readonly before: SynthesizedStack;
  /** How it was named. */
  readonly from: string;
  /** What somebody runs who revokes what has to end before the change. */
  readonly drainCommand: string;
}

export interface ChangeOnServersProps extends PreparedStackProps {
  readonly notify: (message: string) => void;
}

/** Changes a stack that is in use, on servers of its own. Closing what comes of it is the caller's. */
export async function changeOnServers(
  original: SynthesizedStack,
  { before, from, drainCommand }: ChangedStack,
  workspace: Workspace,
  props: ChangeOnServersProps,
): Promise<ChangeOutcome> {
  const shared = await ThrowawayServers.start(
    [before.access, original.access],
    workspace,
    props,
    props.first,
  );
  const asItWas = await prepareStackOn(shared, before, workspace, props);
  // What is in Vault before anything is applied is left out of what is compared.
  await writeDeployerPolicy(original, shared, asItWas.servers.vault.client);
  const prepareNext = () => prepareStackOn(shared, original, workspace, { ...props, before: asItWas });
  const { notify } = props;
  return playChange({ from, drainCommand, before: asItWas, prepareNext, notify }).finally(() =>
    asItWas.close(),
  );
}
