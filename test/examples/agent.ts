import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import {
  type AgentConfiguration,
  movedPath,
  playedConfiguration,
} from "../../rehearsal/agent/played-configuration";
import type { ChildProcess } from "../../rehearsal/servers/child-process";
import { findVault } from "../../rehearsal/servers/vault-binary";
import { AGENT_FILE, AGENT_FILES, type ShortLeases } from "./short-leases";

/** The agent of the stack, which keeps a credential in a JSON file. */
export class Agent {
  /** Returns when its file is there: whoever reads it then has its credential's whole time to start. */
  static async start(servers: ShortLeases): Promise<Agent> {
    const agent = new Agent(servers, await findVault(process.env, () => undefined));
    agent.process = await agent.begin();
    while (!existsSync(agent.file) && !agent.process.hasEnded) await sleep(50);
    return agent;
  }

  private process?: ChildProcess;

  private constructor(
    private readonly servers: ShortLeases,
    private readonly binary: string,
  ) {}

  /** What it writes. */
  get file(): string {
    return this.moved(AGENT_FILE);
  }

  /** Ends it, and starts it with a new secret ID. */
  async restart(): Promise<void> {
    await this.process?.stop();
    this.process = await this.begin();
  }

  private async begin(): Promise<ChildProcess> {
    const { workspace } = this.servers;
    this.write(AGENT_FILES.roleIdFile, await this.servers.roleId());
    this.write(AGENT_FILES.secretIdFile, await this.servers.wrappedSecretId());
    const agent = workspace.start({
      name: "The agent",
      command: this.binary,
      args: ["agent", `-config=${this.servers.file(this.configuration)}`],
      env: { PATH: process.env.PATH },
      directory: workspace.directory,
      stopSignal: "SIGTERM",
    });
    workspace.failsWith(
      agent.ended.then(() => {
        if (!agent.isStopped) throw agent.failure("has ended");
      }),
    );
    return agent;
  }

  /** As it was synthesized, but for where its files and Vault are. */
  private get configuration(): string {
    const { deployment, workspace } = this.servers;
    const synthesized = JSON.parse(
      deployment.stacks[0]!.files.get("approle-myapp.agent.json") ?? "",
    ) as AgentConfiguration;
    const { address: vaultAddress } = deployment.vault;
    const place = { vaultAddress, directory: workspace.directory, onChange: () => [], process: [] };
    return JSON.stringify(playedConfiguration(synthesized, place));
  }

  private write(path: string, text: string): void {
    mkdirSync(dirname(this.moved(path)), { recursive: true });
    writeFileSync(this.moved(path), text, { mode: 0o600 });
  }

  private moved(path: string): string {
    return movedPath(this.servers.workspace.directory, path);
  }
}
