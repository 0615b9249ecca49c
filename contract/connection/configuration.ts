import type { AccessManifest, ConnectionDescription } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import type { PostgresServer } from "../deployment";
import { settingDifferences } from "../settings";
import { defaultsOf, type Settings } from "../vault/reference";
import { aboutConnection } from "./about-connection";
import { urlDifferences } from "./connection-url";

/** A connection's configuration, whole: what is described, and otherwise what Vault has when nothing is said. */
export function configurationAsDescribed(context: Context, connection: ConnectionDescription): Check[] {
  const { imported, engine, name, tls } = connection;
  if (imported) return [];
  return [
    {
      id: "configuration-as-described",
      says: "configuration as described",
      about: aboutConnection(connection),
      kind: "also",
      harm: "nothing",
      needs: ["root of Vault", "Vault before the apply"],
      attempt: async () => {
        const { data, details } = await configurationOf(context, connection);
        const { connection_url: url, tls_ca, ...others } = details;
        const wrong = [
          ...settingDifferences(expectedSettings(context, connection), data),
          ...settingDifferences(expectedDetails(context, connection), others),
          ...(tls_ca && !tls.startsWith("verify-") ? ["tls_ca is set, and no certificate is verified"] : []),
          ...urlDifferences(connection, serversOf(context, connection), String(url)),
        ];
        if (wrong.length) throw new Violation(wrong.join("; "));
        return `${engine}/config/${name} has ${Object.keys({ ...data, ...details }).length} settings`;
      },
    },
  ];
}

/** The servers that a connection leads to: the primary is the last of several. */
export function serversOf(
  { deployment }: Context,
  { database, endpoint }: ConnectionDescription,
): readonly PostgresServer[] {
  const primary = deployment.serverOf(database);
  if (!endpoint || !("hosts" in endpoint)) return [primary];
  return [...deployment.standbysOf(database), primary].slice(-endpoint.hosts.length);
}

function expectedSettings({ access, deployment }: Context, connection: ConnectionDescription): Settings {
  const { settings } = connection;
  const { connection_details: _, ...defaults } = defaultsOf(deployment.vaultBefore.reference, "connection");
  return {
    ...defaults,
    ...("verify_connection" in defaults && { verify_connection: true }),
    allowed_roles: allowedRoles(access, connection),
    root_credentials_rotate_statements: settings?.rootRotationStatements,
  };
}

/** The roles of a connection, leased and static. */
export function allowedRoles(
  { roles, staticRoles }: AccessManifest,
  { engine, name }: Pick<ConnectionDescription, "engine" | "name">,
): string[] {
  return [...roles, ...staticRoles]
    .filter((role) => role.engine === engine && role.connection === name)
    .map((role) => role.name);
}

function expectedDetails(context: Context, connection: ConnectionDescription): Settings {
  const { database, settings } = connection;
  return {
    username: context.databaseOf(database).database.account,
    password_authentication: "scram-sha-256",
    username_template: settings?.usernameTemplate,
    max_open_connections: settings?.maxOpenConnections,
    max_idle_connections: settings?.maxIdleConnections,
    max_connection_lifetime: settings && `${settings.maxConnectionLifetime}s`,
  };
}

async function configurationOf(
  { deployment }: Context,
  { engine, name }: ConnectionDescription,
): Promise<{ data: Settings; details: Settings }> {
  const { data = {} } = await deployment.vault.request("GET", `${engine}/config/${name}`);
  const { connection_details: details = {}, ...settings } = data;
  return { data: settings, details: details as Settings };
}
