import type { InjectorDescription } from "../../../../constructs";
import type { Ability } from "../../../abilities";
import { Violation } from "../../../check";
import type { Deployment, PlayedPod } from "../../../deployment";
import type { Leases } from "../../../leases";
import { AgentContext } from "../../agent/agent-context";
import type { WorkloadContext } from "../../workload-context";

const NEVER_ENDS = "an agent is beside pods of a Job, and keeps them from ending";
const NOBODY_RENEWS = "no agent is beside its pods, so that nobody renews what they have";
const RENEWAL = /^sys\/leases\/renew(\/|$)/;

/** What the checks share of pods that an injector gives agents. */
export class PodContext extends AgentContext<PlayedPod> {
  readonly called = { id: "injector", says: "injected agent" };
  /** Its agents believe for longer in a lease that was revoked. */
  protected override readonly patienceMs = 60_000;
  readonly needs: readonly Ability[] = ["root of Vault", "agents", "service account tokens"];

  constructor(
    workload: WorkloadContext,
    readonly injector: InjectorDescription,
    deployment: Deployment,
    leases: Leases,
  ) {
    super(workload, injector, deployment, leases);
  }

  /** Whether an agent is there as long as the pod is. */
  get hasAgentBeside(): boolean {
    return this.injector.longest === undefined;
  }

  /** When the token of the workload ends, and each credential, if nobody renews them. */
  async endsWithoutRenewal(): Promise<{ readonly what: string; readonly seconds: number }[]> {
    const { lease_duration } = await this.workload.authentication.get();
    const paths = [...new Set(this.leasedPlaces.map(({ credential }) => credential))];
    const leases = await Promise.all(
      paths.map(async (path) => ({
        what: `a lease of ${path}`,
        seconds: (await this.workload.credentialOf(path)).ttl,
      })),
    );
    return [{ what: "its token", seconds: lease_duration }, ...leases];
  }

  async startAndWrite(): Promise<PlayedPod> {
    const tokens = this.deployment.serviceAccountTokens(this.workload.workload.login.path);
    const pod = await this.deployment.agents.startInPod(this.injector, tokens);
    this.started.push(pod);
    this.expectAlive(pod);
    if (pod.hasAgentBeside !== this.hasAgentBeside)
      throw new Violation(pod.hasAgentBeside ? NEVER_ENDS : NOBODY_RENEWS);
    return this.waitUntilWritten(pod, () => pod.hasStarted && this.hasTakenOver(pod));
  }

  /** Whether the second agent has every credential: those of the first, which it renews at once, or others. */
  private hasTakenOver({ requestsBeside }: PlayedPod): boolean {
    if (!this.hasAgentBeside) return true;
    const hasRenewed = requestsBeside.some(({ path }) => RENEWAL.test(path));
    return this.places.every(
      (place) =>
        (hasRenewed && this.leasedPlaces.includes(place)) ||
        requestsBeside.some(({ path }) => path === place.credential),
    );
  }
}
