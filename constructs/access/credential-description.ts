import type { HostDescription, HostsDescription } from "./endpoint-description";

/** A credential with the server that it is for. */
export interface ServerCredential {
  /** The path that is read: `database/creds/app-readonly`. */
  readonly credential: string;
  readonly address: ServerAddress;
}

/** Where the server of a credential listens, as the workload sees it. */
export interface ServerAddress {
  /** libpq's `host`: of several servers each, with commas between them. */
  readonly host: string;
  /** libpq's `port`; of several servers a text, with commas between them. */
  readonly port: number | string;
  readonly database: string;
  /** libpq's `sslmode`. */
  readonly sslMode: string;
  /** libpq's `sslrootcert`, a file where the workload runs. @default - libpq's own: ~/.postgresql/root.crt */
  readonly caFile?: string;
  /** libpq's `target_session_attrs`, where there are several servers. */
  readonly targetSessionAttrs?: HostsDescription["targetSessionAttrs"];
}

/** Names of environment variables, and what is in each. */
export type CredentialVariables = Readonly<Record<string, CredentialField>>;

/** The parts of a credential, and of where its server is, by the names in a JSON file. */
export const CONNECTION_FIELDS = [
  "host",
  "port",
  "database",
  "user",
  "password",
  "sslmode",
  "sslrootcert",
  "target_session_attrs",
] as const;

/** A part of a credential, or of where its server is. `url` is all of it. */
export type CredentialField = (typeof CONNECTION_FIELDS)[number] | "url";

/** The servers of an address, one or several. */
export function serversOf({ host, port }: Pick<ServerAddress, "host" | "port">): HostDescription[] {
  const ports = String(port).split(",");
  return host.split(",").map((each, index) => ({ host: each, port: Number(ports[index]) }));
}

/** A field that is no secret, as a text. */
export function fieldOf(
  { host, port, database, sslMode, caFile = "", targetSessionAttrs }: ServerAddress,
  field: Exclude<CredentialField, "user" | "password" | "url">,
): string {
  return {
    host,
    port: String(port),
    database,
    sslmode: sslMode,
    sslrootcert: caFile,
    target_session_attrs: targetSessionAttrs ?? "",
  }[field];
}
