import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "../../clients/could-not-tell";
import type { AgentDescription } from "../../constructs";
import type { Agents, LoginMaterial, PlayedAgent } from "../../contract/deployment";
import type { Vault } from "../servers/vault";
import type { Workspace } from "../servers/workspace";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { expectRecentAgent } from "./expect-agent";
import { ThrowawayAgent } from "./throwaway-agent";
import type { AgentConfiguration } from "./played-configuration";
import { type AgentsVault, VaultForAgent } from "./vault-for-agent";

/** Agents by the program that is the rehearsal's Vault, each in a directory of its own. */
export class ThrowawayAgents implements Agents {
  /** @param reach how each of them reaches Vault */
  constructor(
    private readonly stack: SynthesizedStack,
    private readonly workspace: Workspace,
    private readonly vault: Vault,
    private readonly reach: (vaultAddress: string) => Promise<AgentsVault> = (address) =>
      VaultForAgent.start(address),
  ) {}

  async start(agent: AgentDescription, material: LoginMaterial, commandsFail = false): Promise<PlayedAgent> {
    const { workspace, vault } = this;
    expectRecentAgent(vault);
    workspace.secrets.add(material.wrappingToken);
    return ThrowawayAgent.start(workspace, {
      description: agent,
      configuration: readConfiguration(this.stack, agent),
      material,
      commandsFail,
      binary: vault.binary,
      vault: await this.reach(vault.client.address),
      directory: mkdtempSync(join(workspace.directory, "agent-")),
    });
  }
}

/** @throws RehearsalError when the file isn't JSON */
export function readConfiguration(stack: SynthesizedStack, { file }: AgentDescription): AgentConfiguration {
  try {
    return JSON.parse(stack.files.get(file) ?? "") as AgentConfiguration;
  } catch (cause) {
    throw new RehearsalError(
      `"${file}" is not JSON, or it is cut off.`,
      "Synthesize it again: npm run synth",
      { cause },
    );
  }
}
