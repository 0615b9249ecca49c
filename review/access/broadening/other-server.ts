import { hostsOf } from "../../../constructs/access/endpoint-description";
import type { PostgresConnectionDescription } from "../../../constructs/access/postgres-description";
import { added, changedFields, inOneLine } from "./compared";
import { connectionName, keptConnections } from "./connections";
import type { BroadeningRule } from "./rule";

export const otherServer: BroadeningRule = {
  id: "other-server",
  what: "Vault reaches another server or database",
  why: "Vault's account, and every credential by it, is another server's or database's.",
  gains: (before, after) => [
    ...added(before.connections, after.connections, connectionName).map((connection) => ({
      who: "Vault's account",
      what: `a connection to ${inOneLine(serverOf(connection))}`,
      on: connectionName(connection),
    })),
    ...keptConnections(before, after).flatMap(({ was, is }) => {
      const changed = changedFields(serverOf(was), serverOf(is));
      return changed ? [{ who: "whoever reads credentials by it", ...changed, on: connectionName(is) }] : [];
    }),
  ],
};

/** The order of several servers is no other server. */
function serverOf({ endpoint, database, kind }: PostgresConnectionDescription) {
  const servers =
    endpoint &&
    hostsOf(endpoint)
      .map(({ host, port }) => `${host}:${port}`)
      .sort();
  const attributes = endpoint && "hosts" in endpoint ? endpoint.targetSessionAttrs : undefined;
  return { kind, database, servers, targetSessionAttrs: attributes };
}
