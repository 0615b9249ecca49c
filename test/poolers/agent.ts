import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { findStarter, makeLoginMaterial } from "../../cli/login-material";
import type { Pairs } from "./pairs";

const TIMEOUT_MS = 20_000;
const WRAPPING_SECONDS = 60;

/**
 * Starts the agent of the workload `pgbouncer`.
 *
 * @param directory where its files are
 * @param configuration its own, as docs/poolers.md has it
 * @param file what it writes there, which is waited for
 */
export async function startAgent(
  { workspace, deployment, binary }: Pairs,
  directory: string,
  configuration: string,
  file: string,
): Promise<void> {
  const starter = findStarter(deployment.access, "pgbouncer");
  const { roleId, wrappingToken } = await makeLoginMaterial(deployment.vault, starter, WRAPPING_SECONDS);
  const write = (name: string, text: string) => writeFileSync(join(directory, name), text, { mode: 0o600 });
  write("role-id", String(roleId));
  write("secret-id", wrappingToken);
  write("agent.hcl", configuration);
  const agent = workspace.start({
    name: "The agent",
    command: binary,
    args: ["agent", `-config=${join(directory, "agent.hcl")}`],
    env: { PATH: `${directory}:${process.env.PATH}`, HOME: directory },
    directory,
  });
  for (const deadline = Date.now() + TIMEOUT_MS; !existsSync(join(directory, file)); await sleep(50))
    if (agent.hasEnded || Date.now() > deadline) throw agent.failure(`wrote no ${file}`);
}
