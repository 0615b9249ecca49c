import type { AccessManifest, ConnectionDescription } from "../../../constructs/access/access-manifest";
import { kept, type Kept } from "./compared";

/** Connections that were there before. */
export function keptConnections(
  before: AccessManifest,
  after: AccessManifest,
): Kept<ConnectionDescription>[] {
  return kept(before.connections, after.connections, connectionName);
}

/** How sentences name a connection. */
export function connectionName({ engine, name }: Pick<ConnectionDescription, "engine" | "name">): string {
  return `connection ${engine}/${name}`;
}
