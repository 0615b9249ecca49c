import type { Deployment } from "../../contract/deployment";
import type { PostgresVersion } from "../../rehearsal/servers/postgres-binaries";
import type { DatabaseSchema } from "../../rehearsal/schema/schemas";
import { prepareStack } from "../../rehearsal/prepared-stack";
import type { SynthesizedStack } from "../../rehearsal/stack/synthesized-stack";
import type { Workspace } from "../../rehearsal/servers/workspace";
import { withWorkspace } from "../../rehearsal/with-workspace";

/**
 * Applies a stack to throwaway servers, and does something with it.
 *
 * @param schemas what its databases had before. @default - invented objects
 */
export function withDeployed<Result>(
  stack: SynthesizedStack,
  postgres: PostgresVersion,
  action: (deployment: Deployment, workspace: Workspace) => Promise<Result>,
  schemas?: readonly DatabaseSchema[],
): Promise<Result> {
  return withWorkspace(async (workspace) => {
    const prepared = await prepareStack(stack, workspace, {
      postgres,
      env: process.env,
      notify: () => undefined,
      schemas,
    });
    const { deployment } = await prepared.deploy();
    return action(deployment, workspace).finally(() => prepared.close());
  });
}
