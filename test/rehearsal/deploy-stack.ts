import type { Deployment } from "../../contract/deployment";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import { Workspace } from "../../rehearsal/servers/workspace";
import { setStage } from "../../rehearsal/stage";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";

/** Applies a stack to throwaway servers, and does something with it. */
export async function withDeployed<Result>(
  stack: SynthesizedStack,
  postgres: PostgresVersion,
  action: (deployment: Deployment) => Promise<Result>,
): Promise<Result> {
  const workspace = new Workspace();
  try {
    const stage = await setStage(stack, workspace, { postgres, env: process.env, notify: () => undefined });
    const { deployment } = await stage.deploy();
    return await action(deployment).finally(() => stage.close());
  } finally {
    await workspace.dispose();
  }
}
