import { authorityOf } from "../../access/endpoint-description";
import { Duration } from "../../duration";
import { describeEndpoint } from "../../private/endpoint";
import type { PostgresConnectionProps } from "../postgres-connection";

/** Props of a connection, with every default filled in. */
export type ConnectionSettings = ReturnType<typeof withDefaults>;

/** The one place where the defaults of a connection are. */
export function withDefaults(props: PostgresConnectionProps) {
  const { endpoint, maxOpenConnections = 4, passwordPolicy } = props;
  return {
    database: props.database,
    endpoint: describeEndpoint(endpoint),
    tls: props.tls,
    rootCredential: props.rootCredential,
    generation: props.generation ?? 1,
    rotateRoot: props.rotateRoot ?? true,
    maxOpenConnections,
    maxIdleConnections: props.maxIdleConnections ?? maxOpenConnections,
    maxConnectionLifetime: props.maxConnectionLifetime ?? Duration.minutes(5),
    usernameTemplate: props.usernameTemplate ?? "v-{{.RoleName | truncate 24}}-{{random 20}}-{{unix_time}}",
    passwordPolicy,
  };
}

/** Where the server listens, as Vault sees it: `host:port`, of several with commas between them. */
export function serverAddress({ endpoint }: ConnectionSettings): string {
  return authorityOf(endpoint);
}

/** The URL by which Vault connects: a template, so that it can rotate the password. */
export function connectionUrl(settings: ConnectionSettings): string {
  const { database, endpoint, tls } = settings;
  const attrs = "hosts" in endpoint ? `&target_session_attrs=${endpoint.targetSessionAttrs}` : "";
  const server = `{{username}}:{{password}}@${serverAddress(settings)}`;
  return `postgresql://${server}/${encodeURIComponent(database.databaseName)}?${tls.query}${attrs}`;
}
