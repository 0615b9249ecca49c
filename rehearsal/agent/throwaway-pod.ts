import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import type { InjectorDescription } from "../../constructs";
import type { AgentFile, AgentRequest, PlayedPod, ServiceAccountTokens } from "../../contract/deployment";
import type { Workspace } from "../servers/workspace";
import { type InjectedAgent, type InjectedAgents, injectedAgents } from "./injected-configuration";
import type { InjectedPod } from "./injected-pod";
import { movedPath } from "./played-configuration";
import { ThrowawayAgent } from "./throwaway-agent";
import type { VaultForAgent } from "./vault-for-agent";

/** How long a service account token of a pod lives. */
const TOKEN_SECONDS = 3_600;
/** What the containers of a pod see of its agents. */
const SEEN = "/vault/secrets/";
/** What one of its agents leaves to the other one. */
const CACHE = "/vault/agent-cache";

export interface PodStart {
  readonly workspace: Workspace;
  readonly injector: InjectorDescription;
  readonly pod: InjectedPod;
  readonly tokens: ServiceAccountTokens;
  /** The program whose agents it has. */
  readonly binary: string;
  /** Vault as each of its agents reaches it. */
  readonly reach: () => Promise<VaultForAgent>;
  readonly directory: string;
}

/** A pod with the agents that an injector puts into it: the second one is started when the first has ended well. */
export class ThrowawayPod implements PlayedPod {
  static async start(props: PodStart): Promise<ThrowawayPod> {
    const pod = new ThrowawayPod(props, injectedAgents(props.injector, props.pod));
    await pod.begin();
    return pod;
  }

  hasStarted = false;
  /** Why the first agent didn't end well. */
  private failure?: string;
  private first?: ThrowawayAgent;
  private beside?: ThrowawayAgent;
  private readonly vaults: VaultForAgent[] = [];
  private isStopped = false;
  /** By their audiences: both agents have the same. */
  private readonly issued = new Map<string, Promise<string>>();

  private constructor(
    private readonly props: PodStart,
    private readonly agents: InjectedAgents,
  ) {}

  get requests(): readonly AgentRequest[] {
    return this.vaults.flatMap(({ requests }) => requests);
  }

  get requestsBeside(): readonly AgentRequest[] {
    return this.beside?.requests ?? [];
  }

  get hasAgentBeside(): boolean {
    return this.agents.sidecar !== undefined;
  }

  get end(): string | undefined {
    const { init, sidecar } = this.agents;
    if (!init && !sidecar) return `the injector of ${this.props.injector.product} puts no agent into the pod`;
    return this.hasStarted ? this.beside?.end : this.failure;
  }

  files(): ReadonlyMap<string, AgentFile> {
    return (this.beside ?? this.first)?.files() ?? new Map();
  }

  changesOf(destination: string): number {
    return (this.beside ?? this.first)?.changesOf(destination) ?? 0;
  }

  environment(): undefined {
    return undefined;
  }

  refuseRenewals(): void {
    for (const vault of this.vaults) vault.refuseRenewals();
  }

  async terminate(): Promise<void> {
    const [program = "", ...args] = this.agents.sidecar?.preStop ?? [];
    if (program) await this.run(program, args);
    await this.stop();
  }

  async stop(): Promise<void> {
    this.isStopped = true;
    await Promise.all([this.first?.stop(), this.beside?.stop()]);
  }

  /** Runs what the second agent's container runs before it is told to end: at once, and below the pod's directory. */
  private async run(program: string, args: readonly string[]): Promise<void> {
    const { workspace, directory, injector, binary } = this.props;
    const programs = join(directory, "programs");
    mkdirSync(programs, { recursive: true });
    for (const name of ["vault", "bao"]) symlinkSync(binary, join(programs, name));
    const played = (arg: string) =>
      arg
        .replaceAll(`/home/${injector.product}`, movedPath(directory, `/home/${injector.product}`))
        .replace(/-address=\S+/, `-address=${this.vaults.at(-1)?.address}`)
        .replace(/ -ca-cert=\S+/, "")
        .replace(/^sleep \d+/, "sleep 0");
    const child = workspace.start({
      name: "what runs before a pod ends",
      command: program,
      args: args.map(played),
      env: { PATH: `${programs}:${process.env.PATH}`, HOME: "/" },
      directory,
    });
    await child.ended;
  }

  private async begin(): Promise<void> {
    const { init } = this.agents;
    const { directory, injector } = this.props;
    for (const volume of [SEEN, CACHE, `/home/${injector.product}`])
      mkdirSync(movedPath(directory, volume), { recursive: true, mode: 0o700 });
    if (!init) return this.startContainers();
    // What it tells of a change nobody hears yet.
    const first = await this.startAgent(init, true);
    this.first = first;
    this.props.workspace.failsWith(this.goOn(first));
  }

  /** What comes after the first agent. */
  private async goOn(first: ThrowawayAgent): Promise<void> {
    if (await first.succeeds()) await this.startContainers();
    else this.failure = first.end;
  }

  private async startContainers(): Promise<void> {
    const { sidecar } = this.agents;
    if (sidecar && !this.isStopped) this.beside = await this.startAgent(sidecar, false);
    if (this.isStopped) await this.beside?.stop();
    this.hasStarted = true;
  }

  private async startAgent(
    { configuration, tokens }: InjectedAgent,
    commandsFail: boolean,
  ): Promise<ThrowawayAgent> {
    const { workspace, injector, binary, reach, directory } = this.props;
    const vault = await reach();
    this.vaults.push(vault);
    const given = await Promise.all(
      [...tokens].map(async ([path, audience]) => [path, await this.token(audience)] as const),
    );
    return ThrowawayAgent.start(workspace, {
      description: injector,
      configuration,
      given: new Map(given),
      isIts: (path) => path.startsWith(SEEN),
      commandsFail,
      binary,
      vault,
      directory,
    });
  }

  /** What Kubernetes writes into a volume. One of another audience is there as well: it is Vault that refuses it. */
  private token(audience: string): Promise<string> {
    const token = this.issued.get(audience) ?? this.issue(audience);
    this.issued.set(audience, token);
    return token;
  }

  private async issue(audience: string): Promise<string> {
    const { namespace, serviceAccount } = this.props.pod;
    const { tokens, workspace } = this.props;
    const token = await tokens.issue({ namespace, serviceAccount, audience, ttlSeconds: TOKEN_SECONDS });
    workspace.secrets.add(token);
    return token;
  }
}
