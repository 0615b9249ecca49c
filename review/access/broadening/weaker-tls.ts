import type { PostgresConnectionDescription } from "../../../constructs/access/postgres-description";
import { changedFields } from "./compared";
import { connectionName, keptConnections } from "./connections";
import type { BroadeningRule } from "./rule";

export const weakerTls: BroadeningRule = {
  id: "weaker-tls",
  what: "A connection is less protected by TLS",
  why: "Whoever sits in between reads passwords, and answers in the server's place.",
  gains: (before, after) => [
    ...keptConnections(before, after)
      .filter(({ was, is }) => rankOf(is.tls) < rankOf(was.tls))
      .map(({ was, is }) => ({
        who: "whoever is between Vault and the server",
        what: `TLS mode ${is.tls}`,
        was: `TLS mode ${was.tls}`,
        on: connectionName(is),
      })),
    ...keptConnections(before, after).flatMap(({ was, is }) => {
      const changed = changedFields(tlsOf(was), tlsOf(is));
      return changed
        ? [{ who: "whoever is between Vault and the server", ...changed, on: connectionName(is) }]
        : [];
    }),
  ],
};

function rankOf(mode: PostgresConnectionDescription["tls"]): number {
  return ["unknown", "disable", "verify-ca", "verify-full"].indexOf(mode);
}

function tlsOf({ ca, caFile, clientCertificate }: PostgresConnectionDescription) {
  return { ca, caFile, clientCertificate };
}
