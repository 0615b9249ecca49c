import { setTimeout as sleep } from "node:timers/promises";
import { RehearsalError } from "../../../clients/could-not-tell";
import { Session } from "../../../clients/postgres-session";
import { VaultError } from "../../../clients/vault-client";
import type { AgentDescription, RoleDescription, StaticRoleDescription } from "../../../constructs";
import type { Ability } from "../../abilities";
import { Violation } from "../../check";
import type { AgentRequest, Deployment, PlayedAgent } from "../../deployment";
import { Fixture } from "../../fixture";
import type { Leases } from "../../leases";
import type { WorkloadContext } from "../workload-context";
import { type Place, placesOf } from "./places";

const PAUSE_MS = 20;
const ADVICE = "Is this machine very busy? Try again.";
const NO_WRAPPING_TOKEN = "wrapping token is not valid";

/** What the checks of an agent share, whatever starts it. */
export abstract class AgentContext<Agent extends PlayedAgent = PlayedAgent> {
  /** How its checks are called: `agent-renews`, "agent renews". */
  abstract readonly called: { readonly id: string; readonly says: string };

  /** How long an agent may take for something. To start and write everything, it takes a fifth of a second. */
  protected readonly patienceMs: number = 10_000;

  readonly about: WorkloadContext["about"];
  readonly places: readonly Place[];
  abstract readonly needs: readonly Ability[];

  /** The agent that its checks look at, which has written everything. */
  readonly running = new Fixture(() => this.startAndWrite());

  protected readonly started: PlayedAgent[] = [];
  /** When an agent had written everything, in milliseconds since 1970. */
  private readonly written = new Map<PlayedAgent, number>();

  constructor(
    protected readonly workload: WorkloadContext,
    readonly agent: Pick<AgentDescription, "templates" | "sink" | "process">,
    protected readonly deployment: Deployment,
    private readonly leases: Leases,
  ) {
    this.about = workload.about;
    this.places = placesOf(agent);
  }

  /**
   * Starts another one, and waits until it has written everything.
   *
   * @throws Violation when it can't
   */
  abstract startAndWrite(): Promise<Agent>;

  /** Waits until one that was started has written everything. @throws Violation when it can't */
  protected async waitUntilWritten(agent: Agent, isDone: () => boolean = () => true): Promise<Agent> {
    const hasWritten = () => isDone() && this.places.every((place) => place.read(agent));
    await this.waitUntil(agent, hasWritten, () => this.silence());
    this.written.set(agent, Date.now());
    return agent;
  }

  /**
   * Waits until an agent has done something.
   *
   * @param otherwise what is thrown when it doesn't
   * @throws Violation when it ends before, or is refused a credential
   */
  async waitUntil(agent: PlayedAgent, isDone: () => boolean, otherwise: () => Error): Promise<void> {
    for (const deadline = Date.now() + this.patienceMs; !isDone(); await sleep(PAUSE_MS)) {
      this.expectAlive(agent);
      const refused = this.readings(agent).find(isRefusal);
      if (refused) throw new Violation(`its agent is refused: ${inWords(refused)}`);
      if (Date.now() > deadline) throw otherwise();
    }
  }

  /**
   * @throws Violation when an agent has ended
   * @throws RehearsalError when that is because of its wrapping token
   */
  expectAlive({ end }: PlayedAgent): void {
    if (end === undefined) return;
    if (!end.includes(NO_WRAPPING_TOKEN)) throw new Violation(`its agent has ended: ${end}`);
    const problem = `The agent of "${this.about.name}" can't open its wrapping token: it was opened before, or has expired.`;
    throw new RehearsalError(problem, ADVICE);
  }

  /** Logs in by what an agent put in a place. Its password must not show up anywhere else. @throws Violation when it is refused */
  async expectLogin(place: Place, agent: PlayedAgent): Promise<void> {
    const { user = "", password = "" } = place.read(agent) ?? {};
    if (password) this.leases.passwords.push(password);
    const { database } = this.roleOf(place);
    const login = Session.with(
      this.deployment.serverOf(database),
      database.name,
      { user, password },
      async () => undefined,
    );
    await login.catch((error: Error) => {
      throw new Violation(`the user in ${place.name} doesn't log in: ${error.message}`);
    });
  }

  /** Where it puts credentials that are leased: those of static roles stay. */
  get leasedPlaces(): Place[] {
    const leased = this.workload.ownRoles.map(({ path }) => path);
    return this.places.filter(({ credential }) => leased.includes(credential));
  }

  /** The static roles whose credentials it puts somewhere. */
  get staticRoles(): StaticRoleDescription[] {
    const used = this.places.map(({ credential }) => credential);
    return this.workload.ownStaticRoles.filter(({ path }) => used.includes(path));
  }

  /** Whose credential is there. @throws RehearsalError when `access.json` describes no such role */
  roleOf({ credential }: Place): RoleDescription | StaticRoleDescription {
    const roles = [...this.workload.ownRoles, ...this.workload.ownStaticRoles];
    const found = roles.find(({ path }) => path === credential);
    if (found) return found;
    const problem = `access.json describes no role "${credential}", though an agent reads it.`;
    throw new RehearsalError(problem, "Synthesize it again: npm run synth");
  }

  /** The leases of credentials that an agent has got. */
  leasesOf(agent: PlayedAgent): string[] {
    return this.readings(agent).flatMap(({ lease }) => lease ?? []);
  }

  /**
   * Waits until the clock shows another second than when an agent had written everything: of two credentials that it is
   * issued within one, it writes the first.
   *
   * @see github.com/hashicorp/consul-template, `respWithMetadata`: the time in seconds is the index of what is read
   */
  async untilNextSecond(agent: PlayedAgent): Promise<void> {
    const written = Math.floor((this.written.get(agent) ?? 0) / 1_000);
    await sleep(Math.max(0, (written + 1) * 1_000 - Date.now()));
  }

  private readings({ requests }: PlayedAgent): AgentRequest[] {
    return requests.filter(({ path }) => this.places.some(({ credential }) => credential === path));
  }

  /** Ends its agents, with their leases and tokens. */
  async close(): Promise<void> {
    await Promise.all(this.started.splice(0).map((agent) => this.end(agent)));
  }

  private async end(agent: PlayedAgent): Promise<void> {
    await agent.stop();
    const revoke = (path: string, body: object) => this.deployment.vault.request("POST", path, body);
    const tokens = agent.requests.flatMap(({ accessor }) => (accessor ? [accessor] : []));
    // Some of it was revoked already.
    await Promise.allSettled(
      this.leasesOf(agent).map((id) => revoke("sys/leases/revoke", { lease_id: id, sync: true })),
    );
    await Promise.allSettled(tokens.map((accessor) => revoke("auth/token/revoke-accessor", { accessor })));
  }

  private silence(): RehearsalError {
    const problem = `The agent of "${this.about.name}" wrote no credential in ${this.patienceMs / 1000} s.`;
    return new RehearsalError(problem, ADVICE);
  }
}

/** A request that was refused, and why: `PUT sys/leases/renew: 403 permission denied`. */
export function inWords({ method, path, status, errors }: AgentRequest): string {
  return new VaultError(status, method, path, errors).message;
}

/** What an agent is told to ask for later is not refused. */
function isRefusal({ status }: AgentRequest): boolean {
  return status >= 400 && status !== 429;
}
