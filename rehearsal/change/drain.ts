import type { VaultClient } from "../../clients/vault-client";
import { Leases } from "../../contract/leases";
import type { RunningStack } from "./running-stack";

/** Does what `vault-db drain --from` does before a change: of each role that goes, nothing is leased any more. */
export async function drain({ credentials }: RunningStack, root: VaultClient): Promise<void> {
  const leases = new Leases(root);
  const going = credentials.filter(({ props }) => props.lease && props.goes);
  // What can't be revoked stays in the way, and the next apply says so.
  await Promise.all(
    going.map(({ props }) => props.lease && leases.revoke(props.lease).catch(() => undefined)),
  );
  const roles = new Map(going.map(({ props: { role } }) => [role.path, role]));
  for (const { engine, name } of roles.values())
    await root.request("DELETE", `${engine}/roles/${name}`).catch(() => undefined);
}
