import { mkdtempSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "../../clients/could-not-tell";
import type { AgentDescription, InjectorDescription } from "../../constructs";
import type {
  Agents,
  LoginMaterial,
  PlayedAgent,
  PlayedPod,
  ServiceAccountTokens,
} from "../../contract/deployment";
import { newClientAddress } from "../../contract/client-addresses";
import { clientAddressOf } from "../servers/client-address";
import type { Vault } from "../servers/vault";
import type { Workspace } from "../servers/workspace";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { expectRecentAgent } from "./expect-agent";
import { injectedPod } from "./injected-pod";
import { ThrowawayAgent } from "./throwaway-agent";
import { ThrowawayPod } from "./throwaway-pod";
import type { AgentConfiguration } from "./played-configuration";
import { type AgentsVault, POD_LEASE_S, VaultForAgent } from "./vault-for-agent";

/** Agents by the program that is the rehearsal's Vault, each in a directory of its own. */
export class ThrowawayAgents implements Agents {
  /** @param reach how each of them reaches Vault */
  constructor(
    private readonly stack: SynthesizedStack,
    private readonly workspace: Workspace,
    private readonly vault: Vault,
    private readonly reach: (vaultAddress: string, clientAddress?: string) => Promise<AgentsVault> = (
      ...addresses
    ) => VaultForAgent.start(...addresses),
  ) {}

  async start(agent: AgentDescription, material: LoginMaterial, commandsFail = false): Promise<PlayedAgent> {
    const { workspace, vault } = this;
    expectRecentAgent(vault);
    workspace.secrets.add(material.wrappingToken);
    return ThrowawayAgent.start(workspace, {
      description: agent,
      configuration: readConfiguration(this.stack, agent),
      given: new Map([
        [agent.roleIdFile, material.roleId],
        [agent.secretIdFile, material.wrappingToken],
      ]),
      isIts: (path) => path !== agent.roleIdFile,
      commandsFail,
      binary: vault.binary,
      vault: await this.reach(vault.client.address, this.clientAddressOf(agent)),
      directory: mkdtempSync(join(workspace.directory, "agent-")),
    });
  }

  async startInPod(injector: InjectorDescription, tokens: ServiceAccountTokens): Promise<PlayedPod> {
    const { workspace, vault } = this;
    expectRecentAgent(vault);
    const address = newClientAddress();
    const reach = () => VaultForAgent.start(vault.client.address, address, POD_LEASE_S);
    const pod = injectedPod(injector, this.stack.files.get(injector.file) ?? "");
    const directory = mkdtempSync(join(workspace.directory, "pod-"));
    return ThrowawayPod.start({
      workspace,
      injector,
      pod,
      tokens,
      binary: vault.binary,
      reach,
      directory,
    });
  }

  private clientAddressOf({ file }: AgentDescription): string | undefined {
    const owner = this.stack.access.workloads.find(({ agent }) => agent?.file === file);
    return owner && clientAddressOf(owner.login);
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
