import type { ConnectionDescription } from "../../constructs";
import type { VaultClient } from "../../clients/vault-client";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { Impostor } from "../deployment";
import { aboutConnection } from "./about-connection";

const WORDS: Record<Impostor["kind"], string> = {
  "unknown-ca": "a server whose certificate is by an unknown CA",
  "other-host": "a server whose certificate is another host's",
};

/** Vault doesn't tell its password to whoever listens where the database should be. */
export function impostorRefused({ deployment }: Context, connection: ConnectionDescription): Check[] {
  const { engine, name, tls } = connection;
  if (connection.imported || (tls !== "verify-ca" && tls !== "verify-full")) return [];
  return [
    {
      id: "impostor-refused",
      kind: "refused",
      says: "a server that only claims to be the database's",
      about: aboutConnection(connection),
      harm: "writes",
      needs: ["root of Vault", "impostors"],
      attempt: async () => {
        const careful = deployment.impostors.filter(
          ({ kind }) => tls === "verify-full" || kind === "unknown-ca",
        );
        const { data = {} } = await deployment.vault.request("GET", `${engine}/config/${name}`);
        const details = data.connection_details as Record<string, unknown>;
        for (const impostor of careful) {
          await connectTo(impostor, `${engine}/config/contract-impostor-${name}`, details, deployment.vault);
          if (impostor.wasTrusted()) throw new Violation(`Vault logs in to ${WORDS[impostor.kind]}`);
        }
        return `turns away from ${careful.map(({ kind }) => WORDS[kind]).join(", and from ")}`;
      },
    },
  ];
}

/** Configures Vault to connect to an impostor as it does to the database. */
async function connectTo(
  { kind, host, port }: Impostor,
  start: string,
  details: Record<string, unknown>,
  vault: VaultClient,
): Promise<void> {
  const path = `${start}-${kind}`;
  const url = String(details.connection_url).replace(/@[^/]*\//, `@${host}:${port}/`);
  const settings = { ...details, connection_url: url, password: "not a secret", verify_connection: true };
  await vault
    .request("POST", path, { plugin_name: "postgresql-database-plugin", ...settings })
    .catch(() => undefined);
  await vault.request("DELETE", path);
}
