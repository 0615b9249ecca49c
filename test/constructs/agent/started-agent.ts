import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import { writeWrapped } from "../../../clients/wrapped-answer";
import type { ChildProcess } from "../../../rehearsal/servers/child-process";
import { FirstServers } from "../../../rehearsal/servers/first-servers";
import type { Postgres } from "../../../rehearsal/servers/postgres";
import type { Vault } from "../../../rehearsal/servers/vault";
import { withWorkspace } from "../../../rehearsal/with-workspace";
import type { Workspace } from "../../../rehearsal/servers/workspace";
import { fileOf } from "../vault-resources";
import { type AgentOf, withAgent } from "./granted-agent";

/** A password with everything that some format gives a meaning to. */
export const PASSWORD = `p@s:w/o%r#d'"\\$ {{x}}+&;\`*=`;
export const USER = "v-app-readonly-1";
const PATH = "database/creds/app-readonly";

/** An agent that runs, and what it finds. */
export interface StartedAgent {
  readonly agent: ChildProcess;
  /** For its files. */
  readonly directory: string;
  readonly vault: Vault;
}

/** What the agent's props are made from. */
export interface Surroundings {
  readonly directory: string;
  readonly postgres: Pick<Postgres, "host" | "port">;
  /** The CA of PostgreSQL's certificate. */
  readonly caFile: string;
}

/**
 * Starts the real agent with what synthesis writes. What it reads is a credential that somebody has put there, with the
 * password above, which lets in a user of a real PostgreSQL.
 *
 * @param edit changes the configuration that is written. @default - it is used as it is
 */
export function withStartedAgent<Result>(
  props: (surroundings: Surroundings) => AgentOf,
  use: (started: StartedAgent) => Promise<Result>,
  edit = (configuration: string) => configuration,
): Promise<Result> {
  return withWorkspace(async (workspace) => {
    const first = new FirstServers(workspace, { postgres: 18, env: process.env, notify: () => undefined });
    const directory = join(workspace.directory, "machine");
    mkdirSync(directory, { mode: 0o700 });
    const caFile = join(directory, "ca.pem");
    writeFileSync(caFile, (await first.authority).pem);
    const [postgres, vault] = await Promise.all([first.postgres, first.vault]);
    await makeUser(postgres);
    const agentProps: AgentOf = (role, stack) => ({
      vaultAddress: vault.client.address,
      roleIdFile: join(directory, "role-id"),
      secretIdFile: join(directory, "secret-id"),
      ...props({ directory, postgres, caFile })(role, stack),
    });
    await describeInVault(vault, directory);
    const configuration = edit(fileOf(withAgent(agentProps), "approle-myapp.agent.json"));
    const agent = startAgent(workspace, vault.binary, directory, configuration);
    return use({ agent, directory, vault }).finally(() => agent.stop());
  });
}

async function makeUser({ host, port, superuser }: Postgres): Promise<void> {
  const client = new Client({ host, port, database: "postgres", ...superuser });
  await client.connect();
  await client.query(`CREATE ROLE "${USER}" LOGIN PASSWORD ${client.escapeLiteral(PASSWORD)}`);
  await client.query("CREATE DATABASE appdb");
  await client.end();
}

/** A login role, what it may read, and the login material that whatever deploys gives it. */
async function describeInVault({ client }: Vault, directory: string): Promise<void> {
  await client.request("PUT", "sys/mounts/database", { type: "kv", options: { version: "1" } });
  await client.request("PUT", PATH, { username: USER, password: PASSWORD });
  await client.request("PUT", "sys/policies/acl/approle-myapp", {
    policy: `path "${PATH}" { capabilities = ["read"] }`,
  });
  await client.request("PUT", "sys/auth/approle", { type: "approle" });
  await client.request("PUT", "auth/approle/role/myapp", {
    token_policies: ["approle-myapp"],
    token_no_default_policy: true,
    token_period: "1h",
    secret_id_num_uses: 1,
  });
  const { data } = await client.request("GET", "auth/approle/role/myapp/role-id");
  writeFileSync(join(directory, "role-id"), String(data?.role_id));
  const { token } = await writeWrapped(client, "auth/approle/role/myapp/secret-id", 60);
  writeFileSync(join(directory, "secret-id"), token);
}

function startAgent(
  workspace: Workspace,
  command: string,
  directory: string,
  configuration: string,
): ChildProcess {
  const file = join(directory, "agent.json");
  writeFileSync(file, configuration);
  return workspace.start({
    name: "the agent",
    command,
    args: ["agent", `-config=${file}`],
    env: { PATH: process.env.PATH, HOME: directory },
    directory,
  });
}
