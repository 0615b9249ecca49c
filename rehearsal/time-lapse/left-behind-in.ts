import { VaultClient } from "../../clients/vault-client";
import type { RoleDescription } from "../../constructs";
import type { Deployment } from "../../contract/deployment";
import type { Clock } from "./clock";
import { LeftBehindCredentials } from "./left-behind";
import type { PlayedWorkload } from "./played-workload";
import { logIn } from "./workload-login";

/** Of how many roles a credential is left behind. */
const ROLES = 4;

/** Credentials to be left behind: of those roles that are read whose leases are the shortest, and end together. */
export function leftBehindIn(
  workloads: readonly PlayedWorkload[],
  deployment: Deployment,
  clock: Clock,
): LeftBehindCredentials[] {
  const readers = new Map<RoleDescription, PlayedWorkload>();
  for (const role of deployment.access.roles) {
    const reader = workloads.find(({ workload }) => workload.reads.some(({ path }) => path === role.path));
    if (reader) readers.set(role, reader);
  }
  const shortest = Math.min(...[...readers.keys()].map(({ defaultTtl }) => defaultTtl));
  const chosen = [...readers].filter(([{ defaultTtl }]) => defaultTtl === shortest).slice(0, ROLES);
  return chosen.map(([role, reader]) => {
    const another = async () => {
      const { address } = deployment.vault;
      const { client_token } = await logIn(reader.workload, deployment, address);
      return new VaultClient(address, client_token);
    };
    return new LeftBehindCredentials(role, reader, deployment, another, clock);
  });
}
