import { askVault } from "../clients/ask-vault";
import type { VaultClient } from "../clients/vault-client";
import type { AccessManifest, ConnectionDescription } from "../constructs/access/access-manifest";
import { DRAINER } from "./leases-that-go";

/**
 * The connections that are gone after a change, or lead to another database. Vault keeps sessions in the one of before, and
 * PostgreSQL gives no database another name while somebody is in it.
 */
export function movedConnections(
  { connections }: AccessManifest,
  after: AccessManifest,
): ConnectionDescription[] {
  const placeOf = ({ engine, name, database }: ConnectionDescription) =>
    JSON.stringify([engine, name, database.server, database.name]);
  const kept = new Set(after.connections.map(placeOf));
  return connections.filter((connection) => !connection.imported && !kept.has(placeOf(connection)));
}

/**
 * Has Vault end its own sessions of connections, until it needs them again. It does when it rotates the password of its
 * account, and opens another one when it is reset: of an account whose password it doesn't rotate, they stay.
 */
export async function endSessionsOf(
  vault: VaultClient,
  connections: readonly ConnectionDescription[],
  signal?: AbortSignal,
): Promise<void> {
  for (const { engine, name } of connections.filter(({ rotated }) => rotated))
    await askVault(vault, `rotate the password of ${engine}/${name}`, DRAINER, () =>
      vault.request("POST", `${engine}/rotate-root/${name}`, undefined, signal),
    );
}
