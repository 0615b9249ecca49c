import { Duration } from "../../duration";
import type { PostgresConnectionProps } from "../postgres-connection";

/** Props of a connection, with every default filled in. */
export type ConnectionSettings = ReturnType<typeof withDefaults>;

/** The one place where the defaults of a connection are. */
export function withDefaults(props: PostgresConnectionProps) {
  const { endpoint, maxOpenConnections = 4, passwordPolicy } = props;
  return {
    database: props.database,
    endpoint: { host: endpoint.host, port: endpoint.port ?? 5432 },
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

/** Where the server listens, as Vault sees it: `host:port`. */
export function serverAddress({ endpoint: { host, port } }: ConnectionSettings): string {
  return `${host}:${port}`;
}
