import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "../rehearsal/servers/workspace";
import type { ThrowawayServers } from "../rehearsal/servers/throwaway-servers";

/** Leaves the servers running until somebody presses Ctrl-C. Logins are in a file, not on the screen. */
export async function keepRunning(servers: ThrowawayServers, workspace: Workspace): Promise<void> {
  const { client } = servers.vault;
  const [endpoint = ""] = servers.endpoints.all;
  const { host, port, superuser } = servers.at(endpoint);
  const settings = {
    VAULT_ADDR: client.address,
    VAULT_TOKEN: client.token,
    PGHOST: host,
    PGPORT: port,
    PGUSER: superuser.user,
    PGPASSWORD: superuser.password,
  };
  const file = join(workspace.directory, "env");
  const lines = Object.entries(settings).map(([name, value]) => `export ${name}='${value}'\n`);
  writeFileSync(file, lines.join(""), { mode: 0o600 });
  console.error(`\nThe servers run until Ctrl-C. To use them: source ${file}`);
  await workspace.failure;
}
