import type { AgentDescription, AppRoleLogin } from "../../../constructs";
import type { Ability } from "../../abilities";
import type { Deployment, LoginMaterial, PlayedAgent } from "../../deployment";
import type { Leases } from "../../leases";
import { newLoginMaterial } from "../approle-login";
import type { WorkloadContext } from "../workload-context";
import { AgentContext } from "./agent-context";

/** What the checks of an agent share that logs in with AppRole. */
export class AppRoleAgentContext extends AgentContext {
  readonly called = { id: "agent", says: "agent" };
  readonly needs: readonly Ability[] = ["root of Vault", "agents"];

  constructor(
    workload: WorkloadContext,
    private readonly description: AgentDescription,
    private readonly login: AppRoleLogin,
    deployment: Deployment,
    leases: Leases,
  ) {
    super(workload, description, deployment, leases);
  }

  /** What whatever deploys gives it. */
  newMaterial(): Promise<LoginMaterial> {
    return newLoginMaterial(this.deployment, this.workload.workload, this.login);
  }

  /** Opens a wrapping token, which works once. */
  async spend({ wrappingToken }: LoginMaterial): Promise<void> {
    await this.deployment.vault.withToken(wrappingToken).request("POST", "sys/wrapping/unwrap");
  }

  /** Starts another one. */
  async start(material: LoginMaterial, commandsFail = false): Promise<PlayedAgent> {
    const agent = await this.deployment.agents.start(this.description, material, commandsFail);
    this.started.push(agent);
    return agent;
  }

  async startAndWrite(commandsFail = false): Promise<PlayedAgent> {
    return this.waitUntilWritten(await this.start(await this.newMaterial(), commandsFail));
  }
}
