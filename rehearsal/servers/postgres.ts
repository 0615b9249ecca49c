import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Client } from "pg";
import type { CertificateAuthority } from "./certificate-authority";
import type { ChildProcess, ChildProcessProps } from "./child-process";
import { ANSWER_TIMEOUT_MS, freePort, startOnFreePort } from "./free-port";
import { postgresBinaries, type PostgresVersion } from "./postgres-binaries";
import type { Workspace } from "./workspace";

/** PostgreSQL refuses to run as root; a user without a name will do. */
const UNPRIVILEGED_ID = 65_534;

const LOG_KEPT = 4_000_000;

const SETTINGS = {
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  max_connections: "500",
  log_statement: "ddl",
  ssl: "on",
  // Nothing has to survive a crash, and nothing may be left outside of the workspace.
  fsync: "off",
  full_page_writes: "off",
  dynamic_shared_memory_type: process.platform === "win32" ? "windows" : "mmap",
};

export interface PostgresLogin {
  readonly user: string;
  readonly password: string;
}

/** A throwaway PostgreSQL server on loopback. */
export interface Postgres {
  readonly host: "127.0.0.1";
  readonly port: number;
  /** As the server tells it: `18.4`. */
  readonly version: string;
  readonly superuser: PostgresLogin;
  /** The least that a managed service's administrator is: CREATEROLE CREATEDB, no superuser, member of nothing. */
  readonly admin: PostgresLogin;
  /** What it has logged, with every statement that makes or changes something. */
  log(): string;
  /** The administrator's name. */
  readonly deployer: string;
}

/** Starts a PostgreSQL server, which also speaks TLS, with a certificate by the CA. */
export async function startPostgres(
  workspace: Workspace,
  version: PostgresVersion,
  authority: CertificateAuthority,
  choosePort = freePort,
): Promise<Postgres> {
  const superuser = newLogin(workspace, "postgres");
  const admin = newLogin(workspace, "rehearsal_admin");
  const directory = join(workspace.directory, `postgres-${randomBytes(4).toString("hex")}`);
  const { certificate, key } = await authority.issue();
  const user = process.getuid?.() === 0 ? UNPRIVILEGED_ID : undefined;
  makePrivate(directory, user, {
    password: superuser.password,
    "server.crt": certificate,
    "server.key": key,
  });
  const binaries = postgresBinaries(version, workspace.directory, user !== undefined);
  const program = (name: string, args: string[]): ChildProcessProps => ({
    name: `PostgreSQL ${version}`,
    command: join(binaries, "bin", name),
    args: ["-D", join(directory, "data"), ...args],
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: "C" },
    directory,
    user,
  });
  await workspace.run(program("initdb", initialize(directory, superuser)));
  rmSync(join(directory, "password"));
  let server: ChildProcess | undefined;
  const { port, answer } = await startOnFreePort({
    workspace,
    start: (port) =>
      (server = workspace.start({
        ...program("postgres", settings(directory, port)),
        stopSignal: "SIGQUIT",
        outputKept: LOG_KEPT,
      })),
    ask: (port) => query(port, superuser, "SHOW server_version"),
    choosePort,
  });
  await query(
    port,
    superuser,
    `CREATE ROLE ${admin.user} LOGIN CREATEROLE CREATEDB PASSWORD '${admin.password}'`,
  );
  const [serverVersion = ""] = String(answer?.server_version).split(" ");
  return {
    host: "127.0.0.1",
    port,
    version: serverVersion,
    superuser,
    admin,
    deployer: admin.user,
    log: () => server?.output ?? "",
  };
}

function newLogin(workspace: Workspace, user: string): PostgresLogin {
  const password = randomBytes(24).toString("hex");
  workspace.secrets.add(password);
  return { user, password };
}

/** A directory with files that only the user can read. */
function makePrivate(directory: string, user: number | undefined, files: Record<string, string>): void {
  mkdirSync(directory, { mode: 0o700 });
  const paths = Object.entries(files).map(([name, text]) => {
    writeFileSync(join(directory, name), text, { mode: 0o600 });
    return join(directory, name);
  });
  if (user !== undefined) for (const path of [directory, ...paths]) chownSync(path, user, user);
}

function initialize(directory: string, { user }: PostgresLogin): string[] {
  const login = ["-U", user, "--pwfile", join(directory, "password"), "-A", "scram-sha-256"];
  return [...login, "-E", "UTF8", "--locale=C", "--no-sync"];
}

function settings(directory: string, port: number): string[] {
  const all = {
    ...SETTINGS,
    port: `${port}`,
    ssl_cert_file: join(directory, "server.crt"),
    ssl_key_file: join(directory, "server.key"),
  };
  return Object.entries(all).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

async function query(
  port: number,
  login: PostgresLogin,
  sql: string,
): Promise<Record<string, unknown> | undefined> {
  const client = new Client({
    host: "127.0.0.1",
    port,
    database: "postgres",
    connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
    ...login,
  });
  // What is wrong with the connection, its next query tells.
  client.on("error", () => undefined);
  try {
    await client.connect();
    const { rows } = await client.query<Record<string, unknown>>(sql);
    return rows[0];
  } finally {
    await client.end();
  }
}
