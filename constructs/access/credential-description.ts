/** A credential with the server that it is for. */
export interface ServerCredential {
  /** The path that is read: `database/creds/app-readonly`. */
  readonly credential: string;
  readonly address: ServerAddress;
}

/** Where the server of a credential listens, as the workload sees it. */
export interface ServerAddress {
  readonly host: string;
  readonly port: number;
  readonly database: string;
  /** libpq's `sslmode`. */
  readonly sslMode: string;
  /** libpq's `sslrootcert`, a file where the workload runs. @default - libpq's own: ~/.postgresql/root.crt */
  readonly caFile?: string;
}

/** Names of environment variables, and what is in each. */
export type CredentialVariables = Readonly<Record<string, CredentialField>>;

/** A part of a credential, or of where its server is. `url` is all of it. */
export type CredentialField =
  "host" | "port" | "database" | "user" | "password" | "sslmode" | "sslrootcert" | "url";
