import type { VaultClient } from "../../clients/vault-client";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { eventually } from "../eventually";
import type { WorkloadContext } from "./workload-context";

/** When a workload gives its token back, its leases end. */
export function leaseDiesWithToken({ deployment, leases }: Context, context: WorkloadContext): Check[] {
  const [role] = context.ownRoles;
  if (!role) return [];
  return [
    {
      id: "lease-dies-with-token",
      kind: "lease",
      says: "dies with the token",
      about: context.about,
      harm: "issues a lease",
      needs: ["root of Vault", ...context.needs],
      attempt: async () => {
        // One that can't log in or read has failed already.
        await context.credentialOf(role.path);
        const { client_token: token } = await context.logIn();
        const vault = deployment.vault.withToken(token);
        const lease = await leases.issue(role.path, vault);
        await vault.request("POST", "auth/token/revoke-self");
        if (await eventually(() => isLeaseGone(deployment.vault, lease.id)))
          return "giving back the token ends its leases";
        throw new Violation("its lease outlives its token");
      },
    },
  ];
}

async function isLeaseGone(vault: VaultClient, id: string): Promise<boolean> {
  return vault.request("PUT", "sys/leases/lookup", { lease_id: id }).then(
    () => false,
    () => true,
  );
}
