import type { StaticRolePairDescription, WorkloadDescription } from "../../constructs";
import type { CheckResult } from "../../contract/check";
import type { Deployment } from "../../contract/deployment";
import { isSameDatabase } from "../../contract/difference";
import { nameOf } from "../../contract/subject";
import { placesOf } from "../../contract/workload/agent/places";
import type { AgentsVault } from "../agent/vault-for-agent";
import { clientAddressOf } from "../servers/client-address";
import { VaultRelay } from "../servers/vault-relay";
import type { Clock } from "./clock";
import { LaneRecorder } from "./lane-recorder";
import { type Service } from "./service";
import type { Lane, Lifetime } from "./timeline";

export interface PlayedWorkloadProps {
  /** As it is played. */
  readonly workload: WorkloadDescription;
  /** How long what it has lives, as it is described. */
  readonly lifetimes: readonly Lifetime[];
  readonly deployment: Deployment;
  readonly clock: Clock;
  /** How long its services rest between two queries. */
  readonly pauseMs: number;
  /** What queries. */
  readonly newService: (...props: ConstructorParameters<typeof Service>) => Service;
}

/** A workload that runs: how it reaches Vault, and what becomes of it. */
export class PlayedWorkload {
  static async start(props: PlayedWorkloadProps): Promise<PlayedWorkload> {
    const { workload, lifetimes, deployment, clock } = props;
    const by = workload.agent ? "agent and service" : "service";
    const lane = new LaneRecorder({ kind: "workload", name: nameOfWorkload(workload), by, lifetimes }, clock);
    const relay = await VaultRelay.start({
      vaultAddress: deployment.vault.address,
      onAnswer: (exchange) => lane.onAnswer(exchange),
      clientAddress: clientAddressOf(workload.login),
    });
    return new PlayedWorkload(props, lane, relay);
  }

  readonly about: Extract<CheckResult["about"], { kind: "workload" }>;
  /** Its services, by the path whose credential they use, or by the pair. */
  readonly services = new Map<string, Service>();
  /** Why it couldn't go on. */
  problem?: string;
  /** For how many seconds one of its services hadn't been answered when they were stopped. */
  silence = 0;
  readonly clock: Clock;

  private constructor(
    private readonly props: PlayedWorkloadProps,
    readonly lane: LaneRecorder,
    readonly relay: VaultRelay,
  ) {
    const { name, login } = props.workload;
    this.about = { kind: "workload", name, login: login.path };
    this.clock = props.clock;
  }

  get workload(): WorkloadDescription {
    return this.props.workload;
  }

  /** The pairs of static roles of which its own code reads both. An agent reads each of them by itself. */
  get pairs(): StaticRolePairDescription[] {
    const { agent, reads } = this.workload;
    if (agent) return [];
    const read = new Set(reads.map(({ path }) => path));
    return this.props.deployment.access.staticRolePairs.filter((pair) =>
      pathsOf(pair).every((path) => read.has(path)),
    );
  }

  /** What its services use: credentials by their paths, or pairs. */
  get uses(): string[] {
    const { agent, reads } = this.workload;
    if (agent) return [...new Set(placesOf(agent).map(({ credential }) => credential))];
    const paired = this.pairs.flatMap(pathsOf);
    const single = reads.map(({ path }) => path).filter((path) => !paired.includes(path));
    return [...single, ...this.pairs.map(({ engine, name }) => `${engine}/${name}`)];
  }

  /** Whether each of its services has been answered. */
  get isReady(): boolean {
    return this.uses.every((of) => this.services.get(of)?.answered);
  }

  /** Vault as its agent reaches it. */
  get vaultForAgent(): AgentsVault {
    const { relay } = this;
    return {
      address: relay.address,
      requests: [],
      refuseRenewals: () => undefined,
      close: () => relay.close(),
    };
  }

  fail(error: Error): void {
    this.problem ??= error.message;
  }

  serviceOf(of: string): Service {
    const service = this.services.get(of) ?? this.newService(of);
    this.services.set(of, service);
    return service;
  }

  get answered(): number {
    return sum([...this.services.values()].map(({ answered }) => answered));
  }

  get failed(): number {
    return sum([...this.services.values()].map(({ failed }) => failed));
  }

  async stopServices(): Promise<void> {
    const services = [...this.services.values()];
    const now = performance.now();
    this.silence = Math.max(0, ...services.map(({ answeredAt }) => (now - answeredAt) / 1000));
    await Promise.all(services.map((service) => service.stop()));
  }

  toLane(): Lane {
    const { answered, failed } = this;
    return this.lane.toLane(this.services.size ? { answered, failed } : undefined);
  }

  private newService(of: string): Service {
    const { deployment, pauseMs, newService } = this.props;
    const { roles, staticRoles, staticRolePairs } = deployment.access;
    const pair = staticRolePairs.find(({ engine, name }) => `${engine}/${name}` === of);
    const role = [...roles, ...staticRoles].find(({ path, engine, name }) =>
      pair ? engine === pair.engine && name === pair.blue : path === of,
    );
    const { database } = role ?? {};
    if (!database || !deployment.access.databases.some((each) => isSameDatabase(each, database)))
      throw new Error(`access.json describes no database of ${of}`);
    const isStatic = !pair && staticRoles.some(({ path }) => path === of);
    return newService({
      server: deployment.serverOf(database),
      database: database.name,
      pauseMs,
      onFailure: (user, error) =>
        this.lane.add("failed query", `a query of ${user} failed: ${error.message}`),
      onRefused: isStatic
        ? (user) => this.lane.add("refused login", `${user} is refused until its new password is read`)
        : undefined,
    });
  }
}

/** The paths of the two of a pair. */
export function pathsOf({ engine, blue, green }: StaticRolePairDescription): string[] {
  return [blue, green].map((name) => `${engine}/static-creds/${name}`);
}

/** As a person names it: `myapp (approle)`. */
export function nameOfWorkload({ name, login }: WorkloadDescription): string {
  return nameOf({ kind: "workload", name, login: login.path });
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
