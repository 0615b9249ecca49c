import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Workspace } from "../../rehearsal/servers";
import type { Servers } from "./servers";

const TIMEOUT_MS = 20_000;

/** Starts the agent in a directory. @param file what it writes there, which is waited for */
export async function startAgent(
  workspace: Workspace,
  { binary }: Servers,
  directory: string,
  configuration: string,
  file: string,
): Promise<void> {
  writeFileSync(join(directory, "agent.hcl"), configuration, { mode: 0o600 });
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
