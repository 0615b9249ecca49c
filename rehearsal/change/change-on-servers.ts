import { prepareStackOn, type PreparedStackProps } from "../prepared-stack";
import { ThrowawayServers } from "../servers/throwaway-servers";
import type { Workspace } from "../servers/workspace";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { vaultWith, writePolicy } from "../written-policies";
import type { ChangedStack } from "./changed-stack";
import { type ChangeOutcome, outcomeOf } from "./change-outcome";
import { type PlayedChange, playChange } from "./play-change";

/** Servers that were started already would be those of both plays. */
export interface ChangeOnServersProps extends Omit<PreparedStackProps, "first"> {
  readonly notify: (message: string) => void;
}

/**
 * Changes a stack that is in use, on servers of its own. Where something is in the way of that, it is done once more, on
 * others, by whoever runs the command that takes it out of the way first. Closing what comes of it is the caller's.
 */
export async function changeOnServers(
  original: SynthesizedStack,
  changed: ChangedStack,
  workspace: Workspace,
  props: ChangeOnServersProps,
): Promise<ChangeOutcome> {
  const play = (drainsFirst: boolean) =>
    playOnServers(original, changed.before, workspace, props, drainsFirst);
  const first = await play(false);
  if (!first.refused.length && !first.stranded.length) return outcomeOf(changed, first);
  await first.next.close();
  props.notify("starting other servers, to drain it before the change");
  return outcomeOf(changed, first, await play(true));
}

async function playOnServers(
  original: SynthesizedStack,
  before: SynthesizedStack,
  workspace: Workspace,
  props: ChangeOnServersProps,
  drainsFirst: boolean,
): Promise<PlayedChange> {
  const stacks = [before.access, original.access];
  const shared = await ThrowawayServers.start(stacks, workspace, props);
  const asItWas = await prepareStackOn(shared, before, workspace, props);
  // What is in Vault before anything is applied is left out of what is compared.
  const { client } = asItWas.servers.vault;
  await writePolicy("deployer", original, shared, client);
  const policies = [...asItWas.deployerPolicies, ...(await writePolicy("drain", before, shared, client))];
  const prepareNext = () => prepareStackOn(shared, original, workspace, { ...props, before: asItWas });
  const drainer = drainsFirst ? await vaultWith(policies, client) : undefined;
  const { notify } = props;
  return playChange({ before: asItWas, prepareNext, drainer, notify }).finally(() => asItWas.close());
}
