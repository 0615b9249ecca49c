import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { StackServers } from "./stack-servers";
import type { Workspace } from "./workspace";

/**
 * Writes how to log in to the servers into a file that only this user can read, for a shell to source.
 * @returns its path
 */
export function writeLoginFile(servers: StackServers, workspace: Workspace): string {
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
  return file;
}
