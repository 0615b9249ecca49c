import type { Deployment } from "../../contract/deployment";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { setStage } from "../../rehearsal/stage";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import { withWorkspace } from "../../rehearsal/with-workspace";

/** Applies a stack to throwaway servers, and does something with it. */
export function withDeployed<Result>(
  stack: SynthesizedStack,
  postgres: PostgresVersion,
  action: (deployment: Deployment) => Promise<Result>,
): Promise<Result> {
  return withWorkspace(async (workspace) => {
    const stage = await setStage(stack, workspace, { postgres, env: process.env, notify: () => undefined });
    const { deployment } = await stage.deploy();
    return action(deployment).finally(() => stage.close());
  });
}
