import { join } from "node:path";
import type { ChildProcess } from "../../rehearsal/servers/child-process";
import { findVault } from "../../rehearsal/servers/vault-binary";
import type { ShortLeases } from "./short-leases";

const TEMPLATE = `{{ with secret "database/creds/by-agent" }}{
  "user": {{ .Data.username | toJSON }},
  "password": {{ .Data.password | toJSON }}
}{{ end }}`;

/** The agent, which keeps a credential in a JSON file. */
export class Agent {
  static async start(servers: ShortLeases): Promise<Agent> {
    const agent = new Agent(servers, await findVault(process.env, () => undefined));
    agent.process = await agent.begin();
    return agent;
  }

  /** What it writes. */
  readonly file: string;
  private process?: ChildProcess;

  private constructor(
    private readonly servers: ShortLeases,
    private readonly binary: string,
  ) {
    this.file = join(servers.workspace.directory, "database.json");
  }

  /** Ends it, and starts it with a new secret ID. */
  async restart(): Promise<void> {
    await this.process?.stop();
    this.process = await this.begin();
  }

  private async begin(): Promise<ChildProcess> {
    const { servers, binary } = this;
    const agent = servers.workspace.start({
      name: "The agent",
      command: binary,
      args: ["agent", `-config=${servers.file(JSON.stringify(await this.configuration()))}`],
      env: { PATH: process.env.PATH },
      directory: servers.workspace.directory,
      stopSignal: "SIGTERM",
    });
    servers.workspace.failsWith(
      agent.ended.then(() => {
        if (!agent.isStopped) throw agent.failure("has ended");
      }),
    );
    return agent;
  }

  private async configuration(): Promise<object> {
    const { servers } = this;
    const config = {
      role_id_file_path: servers.file(await servers.roleId()),
      secret_id_file_path: await servers.wrappedSecretId(),
      secret_id_response_wrapping_path: "auth/approle/role/myapp/secret-id",
      remove_secret_id_file_after_reading: true,
    };
    return {
      vault: { address: servers.deployment.vault.address },
      auto_auth: { method: [{ type: "approle", config, exit_on_err: true }] },
      template_config: { exit_on_retry_failure: true },
      template: [{ contents: TEMPLATE, destination: this.file, perms: "0600" }],
    };
  }
}
