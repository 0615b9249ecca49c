import type { ConnectionDescription } from "../../constructs";
import { type Recorder, Violation } from "../check";
import type { Deployment, Impostor } from "../deployment";

const WORDS: Record<Impostor["kind"], string> = {
  "unknown-ca": "a server whose certificate is by an unknown CA",
  "other-host": "a server whose certificate is another host's",
};

/** Vault doesn't tell its password to whoever listens where the database should be. */
export async function checkImpostors(
  recorder: Recorder,
  { vault, impostors }: Deployment,
  connection: ConnectionDescription,
): Promise<void> {
  const { engine, name, tls } = connection;
  if (connection.imported || (tls !== "verify-ca" && tls !== "verify-full")) return;
  const careful = impostors.filter(({ kind }) => tls === "verify-full" || kind === "unknown-ca");
  await recorder.check(`${engine}/${name}`, "impostor-refused", async () => {
    const { data = {} } = await vault.request("GET", `${engine}/config/${name}`);
    const details = data.connection_details as Record<string, unknown>;
    for (const { kind, host, port, wasDeceived } of careful) {
      const path = `${engine}/config/contract-impostor-${name}-${kind}`;
      const url = String(details.connection_url).replace(/@[^/]*\//, `@${host}:${port}/`);
      const settings = { ...details, connection_url: url, password: "not a secret", verify_connection: true };
      await vault
        .request("POST", path, { plugin_name: "postgresql-database-plugin", ...settings })
        .catch(() => undefined);
      await vault.request("DELETE", path);
      if (wasDeceived()) throw new Violation(`Vault logs in to ${WORDS[kind]}`);
    }
    return `turns away from ${careful.map(({ kind }) => WORDS[kind]).join(", and from ")}`;
  });
}
