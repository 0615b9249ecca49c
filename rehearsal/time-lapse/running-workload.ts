import type { Deployment } from "../../contract/deployment";
import { newLoginMaterial } from "../../contract/workload/approle-login";
import { ThrowawayAgents } from "../agent/throwaway-agents";
import type { Vault } from "../servers/vault";
import type { Workspace } from "../servers/workspace";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import type { PlayedWorkload } from "./played-workload";
import { untilAnswered } from "./until-answered";
import { logIn } from "./workload-login";
import { WorkloadInCode } from "./workload-in-code";
import { WorkloadWithAgent } from "./workload-with-agent";

export interface RunningWorkloadProps {
  readonly stack: SynthesizedStack;
  readonly deployment: Deployment;
  readonly workspace: Workspace;
  readonly vault: Vault;
  readonly signal: AbortSignal;
}

/** What keeps the credentials of a workload. */
export interface RunningWorkload {
  start(): Promise<void>;
  stop(): Promise<void>;
}

/** A workload's agent where it has one, and otherwise its own code. */
export function runningWorkload(played: PlayedWorkload, props: RunningWorkloadProps): RunningWorkload {
  const { workload, relay } = played;
  const { deployment, signal } = props;
  const common = {
    serviceOf: (of: string) => played.serviceOf(of),
    signal,
    onFailure: (error: Error) => played.fail(error),
  };
  const { agent, login } = workload;
  if (agent && login.method === "approle") {
    const { stack, workspace, vault } = props;
    const agents = new ThrowawayAgents(stack, workspace, vault, async () => played.vaultForAgent);
    const newMaterial = () => newLoginMaterial(deployment, workload, login);
    const startAgent = async () => agents.start(agent, await untilAnswered(newMaterial, signal));
    return new WorkloadWithAgent({ ...common, agent, startAgent });
  }
  return new WorkloadInCode({
    ...common,
    workload,
    address: relay.address,
    logIn: () => logIn(workload, deployment, relay.address),
    pairs: played.pairs,
  });
}
