import type { AccessManifest } from "../../constructs";
import type { Agents, Deployment } from "../../contract/deployment";
import type { StackOnServers } from "../deployed-stack";
import type { StackServers } from "../servers/stack-servers";

/** A stack that was deployed beside others. */
export interface DeployedBeside {
  readonly prepared: StackOnServers;
  readonly deployment: Deployment;
}

/**
 * Several stacks on the same servers, as the contract tries one.
 *
 * @param access what they describe together
 * @param servers their servers, as that names them
 */
export function deployedTogether(
  deployed: readonly DeployedBeside[],
  access: AccessManifest,
  servers: StackServers,
): Deployment {
  const [first] = deployed as readonly [DeployedBeside];
  const deployments = deployed.map(({ deployment }) => deployment);
  return {
    ...first.deployment,
    access,
    stacks: deployments.flatMap(({ stacks }) => stacks),
    acknowledged: deployments.flatMap(({ acknowledged }) => acknowledged),
    serverOf: (database) => servers.serverOf(database),
    standbysOf: (database) => servers.standbysOf(database),
    serverLog: (database) => servers.serverOf(database).log(),
    adoptions: deployed.flatMap(adoptionsOf),
    bootstrapPasswords: new Map(deployments.flatMap(({ bootstrapPasswords }) => [...bootstrapPasswords])),
    serviceAccountTokens: (path) => servers.clusters.of(path),
    jwts: (path) => servers.issuerOf(path),
    agents: agentsOf(deployments),
    applyAgain: async () => {
      for (const deployment of deployments) await deployment.applyAgain();
    },
  };
}

/** By the names that servers have for all. */
function adoptionsOf({ prepared, deployment }: DeployedBeside): Deployment["adoptions"] {
  const { endpoints } = prepared.servers;
  return deployment.adoptions.map(({ database, ...adoption }) => ({
    ...adoption,
    database: { ...database, server: endpoints.of(database) },
  }));
}

/** Each agent is started by the stack that it is of. */
function agentsOf(deployments: readonly Deployment[]): Agents {
  const [first] = deployments as readonly [Deployment];
  const ofWorkload = (has: (workload: AccessManifest["workloads"][number]) => boolean) =>
    (deployments.find(({ access }) => access.workloads.some(has)) ?? first).agents;
  return {
    start: (agent, ...others) => ofWorkload((workload) => workload.agent === agent).start(agent, ...others),
    startInPod: (injector, ...others) =>
      ofWorkload((workload) => workload.injector === injector).startInPod(injector, ...others),
  };
}
