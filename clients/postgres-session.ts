import { Client, type ClientBase, type ClientConfig, DatabaseError } from "pg";

const INSUFFICIENT_PRIVILEGE = "42501";
const INVALID_PASSWORD = "28P01";
const INVALID_AUTHORIZATION = "28000";
const TOO_MANY_CONNECTIONS = "53300";

/** Where a server listens, and how to know that it is the right one. */
export interface PostgresAddress {
  readonly host: string;
  readonly port: number;
  /** The CA of its certificate, in PEM, where it speaks TLS. */
  readonly ca?: string;
}

export interface Login {
  readonly user: string;
  readonly password: string;
  /** What it shows besides its password. It speaks TLS then. @default - nothing */
  readonly certificate?: ClientCertificate;
}

/** A client certificate and its key, and the CA of the server's, in PEM. */
export interface ClientCertificate {
  readonly certificate: string;
  readonly key: string;
  readonly ca: string;
}

/** What a client needs to know. */
export function settingsOf(server: PostgresAddress, database: string, login: Login): ClientConfig {
  const { host, port, ca } = server;
  const { certificate: client, ...account } = login;
  const ssl = client ? { ca: client.ca, cert: client.certificate, key: client.key } : ca ? { ca } : false;
  return { host, port, database, ...account, ssl, connectionTimeoutMillis: 20_000 };
}

/** A session in a database. */
export class Session {
  /** Whether the server has ended it. */
  ended = false;

  /** @param end closes it */
  constructor(
    private readonly client: ClientBase,
    private readonly end: () => Promise<void>,
  ) {
    client.on("error", () => (this.ended = true));
    client.on("end", () => (this.ended = true));
  }

  static async open(server: PostgresAddress, database: string, login: Login): Promise<Session> {
    const client = new Client(settingsOf(server, database, login));
    const session = new Session(client, () => client.end());
    await client.connect();
    return session;
  }

  /** Opens a session, does something in it, and closes it. */
  static async with<Result>(
    server: PostgresAddress,
    database: string,
    login: Login,
    action: (session: Session) => Promise<Result>,
  ): Promise<Result> {
    const session = await Session.open(server, database, login);
    return action(session).finally(() => session.close());
  }

  /** @returns the rows */
  async query(sql: string, values: unknown[] = []): Promise<Record<string, unknown>[]> {
    const { rows } = await this.client.query<Record<string, unknown>>(sql, values);
    return rows;
  }

  /**
   * Whether PostgreSQL lets a statement through, which is taken back at once. Other errors are thrown.
   *
   * @param before statements that it needs in its transaction
   */
  async isAllowed(statement: string, before: readonly string[] = []): Promise<boolean> {
    await this.client.query("BEGIN");
    for (const each of before) await this.client.query(each);
    const outcome = await this.client.query(statement).then(
      () => true,
      (error: unknown) => {
        if (isRefused(error)) return false;
        return error as Error;
      },
    );
    await this.client.query("ROLLBACK");
    if (typeof outcome === "boolean") return outcome;
    throw new Error(`${statement}: ${outcome.message}`, { cause: outcome });
  }

  /** Whether it goes on. */
  isOpen(): Promise<boolean> {
    return this.query("SELECT").then(
      () => true,
      () => false,
    );
  }

  async close(): Promise<void> {
    if (!this.ended) await this.end();
  }
}

/** Whether PostgreSQL refuses a statement to whoever runs it. */
export function isRefused(error: unknown): boolean {
  return error instanceof DatabaseError && error.code === INSUFFICIENT_PRIVILEGE;
}

/** Whether a login has as many sessions as it may have: then its password was right. */
export function isTooManyConnections(error: unknown): boolean {
  // Where the whole server has no room, the password was not looked at.
  return (
    error instanceof DatabaseError && error.code === TOO_MANY_CONNECTIONS && / for role /.test(error.message)
  );
}

/** Whether the server refuses a login because of who logs in. Other errors are thrown. */
export async function isLoginRefused(
  server: PostgresAddress,
  database: string,
  login: Login,
): Promise<boolean> {
  try {
    await Session.with(server, database, login, async () => undefined);
    return false;
  } catch (error) {
    if (isTooManyConnections(error)) return false;
    const code = error instanceof DatabaseError ? error.code : undefined;
    if ([INSUFFICIENT_PRIVILEGE, INVALID_PASSWORD, INVALID_AUTHORIZATION].includes(code ?? "")) return true;
    throw error;
  }
}
