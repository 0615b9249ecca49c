import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { quotedName } from "../../constructs/postgres/statements/quoted";
import { Client } from "pg";
import type { CertificateAuthority } from "./certificate-authority";
import type { ChildProcess, ChildProcessProps } from "./child-process";
import { OTHER_APPLICATION, OTHER_OWNER } from "../../contract/postgres/other-owner";
import { makeDataDirectory } from "./data-directory";
import { ANSWER_TIMEOUT_MS, startOnFreePort } from "./free-port";
import { postgresBinaries, type PostgresVersion } from "./postgres-binaries";
import type { Workspace } from "./workspace";

/** PostgreSQL refuses to run as root; a user without a name will do. */
const UNPRIVILEGED_ID = 65_534;

const LOG_KEPT = 4_000_000;

/** When the server has read its configuration. */
const LOADED = "SELECT pg_catalog.pg_conf_load_time()::text AS at";

/** Nothing has to survive a crash, and nothing may be left outside of the workspace. */
const THROWAWAY = {
  fsync: "off",
  full_page_writes: "off",
  dynamic_shared_memory_type: process.platform === "win32" ? "windows" : "mmap",
};

const SERVER = {
  ...THROWAWAY,
  listen_addresses: "127.0.0.1",
  unix_socket_directories: "",
  // Vault keeps up to four for each of a stack's databases.
  max_connections: "2000",
  log_statement: "ddl",
  ssl: "on",
  // What it refuses while it starts again would look like a finding.
  restart_after_crash: "off",
};

/** By default, a statement that fails doesn't end it. */
const SINGLE_USER = { ...THROWAWAY, exit_on_error: "on" };

/** Who may log in, and how. */
const PG_HBA = ["host all all 127.0.0.1/32 scram-sha-256", "host replication all 127.0.0.1/32 scram-sha-256"];

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
  /** Somebody who uses the server for something else, from when the stack is applied. */
  readonly outsider: PostgresLogin;
  /** What it has logged, with every statement that makes or changes something. */
  log(): string;
  /** The administrator's name. */
  readonly deployer: string;
  /** From then on accounts log in by TLS alone, with a client certificate in their name besides their password. */
  demandCertificates(accounts: readonly string[]): Promise<void>;
  /** From then on a change is there on this many standbys before anybody hears that it was made. */
  waitForStandbys(count: number): Promise<void>;
}

export interface PostgresProps {
  readonly version: PostgresVersion;
  /** The CA that its certificate is by. */
  readonly authority: CertificateAuthority;
  /** The directory in which data directories are kept. */
  readonly cache: string;
  /** @default - a free one */
  readonly choosePort?: () => Promise<number>;
}

/** What a server runs with. */
export interface Installation {
  readonly version: PostgresVersion;
  readonly binaries: string;
  /** Where its files are. */
  readonly directory: string;
  readonly data: string;
  /** The number of the user it runs as. */
  readonly user?: number;
}

/** Starts a PostgreSQL server, which also speaks TLS. */
export async function startPostgres(
  workspace: Workspace,
  { version, authority, cache, choosePort }: PostgresProps,
): Promise<Postgres> {
  const superuser = newLogin(workspace, "postgres");
  const admin = newLogin(workspace, "rehearsal_admin");
  const outsider = newLogin(workspace, OTHER_APPLICATION);
  const installation = await workspace.write(async () => {
    const made = await install(workspace, version, authority);
    await makeData(workspace, made, cache, [
      `ALTER ROLE ${superuser.user} PASSWORD '${superuser.password}'`,
      `CREATE ROLE ${admin.user} LOGIN CREATEROLE CREATEDB PASSWORD '${admin.password}'`,
      `CREATE ROLE ${OTHER_OWNER}`,
    ]);
    return made;
  });
  let server: ChildProcess | undefined;
  const { port, answer } = await startOnFreePort({
    workspace,
    start: (port) => (server = workspace.start(serverOn(port, installation))),
    ask: (port) => query(port, superuser, "SHOW server_version"),
    choosePort,
  });
  const [serverVersion = ""] = String(answer?.server_version).split(" ");
  return {
    host: "127.0.0.1",
    port,
    version: serverVersion,
    superuser,
    admin,
    outsider,
    deployer: admin.user,
    demandCertificates: (accounts) => demandCertificates(port, superuser, installation, accounts),
    waitForStandbys: (count) => waitForStandbys(port, superuser, count),
    log: () => server?.output ?? "",
  };
}

async function demandCertificates(
  port: number,
  superuser: PostgresLogin,
  { data }: Installation,
  accounts: readonly string[],
): Promise<void> {
  const rules = accounts.flatMap((account) => {
    const name = quotedName(account);
    return [
      `hostssl all ${name} 127.0.0.1/32 scram-sha-256 clientcert=verify-full`,
      `host all ${name} all reject`,
    ];
  });
  writeFileSync(join(data, "pg_hba.conf"), lines([...rules, ...PG_HBA]));
  await reload(port, superuser);
}

/** @see PostgreSQL documentation, "Log-Shipping Standby Servers": synchronous replication */
async function waitForStandbys(port: number, superuser: PostgresLogin, count: number): Promise<void> {
  await query(port, superuser, `ALTER SYSTEM SET synchronous_standby_names = 'FIRST ${count} (*)'`);
  await query(port, superuser, "ALTER SYSTEM SET synchronous_commit = 'remote_apply'");
  await reload(port, superuser);
}

/** Has a server read its configuration again. */
async function reload(port: number, superuser: PostgresLogin): Promise<void> {
  const loaded = async () => String((await query(port, superuser, LOADED))?.at);
  const before = await loaded();
  await query(port, superuser, "SELECT pg_catalog.pg_reload_conf()");
  while ((await loaded()) === before) await sleep(20);
}

function newLogin(workspace: Workspace, user: string): PostgresLogin {
  const password = randomBytes(24).toString("hex");
  workspace.secrets.add(password);
  return { user, password };
}

export async function install(
  workspace: Workspace,
  version: PostgresVersion,
  authority: CertificateAuthority,
): Promise<Installation> {
  const directory = join(workspace.directory, `postgres-${randomBytes(4).toString("hex")}`);
  const { certificate, key } = await authority.issue();
  const user = process.getuid?.() === 0 ? UNPRIVILEGED_ID : undefined;
  makePrivate(directory, user, { "server.crt": certificate, "server.key": key, "ca.crt": authority.pem });
  const binaries = postgresBinaries(version, workspace.directory, user !== undefined);
  return { version, binaries, directory, data: join(directory, "data"), user };
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

/** @param statements what is run before anybody can log in, each in one line */
async function makeData(
  workspace: Workspace,
  installation: Installation,
  cache: string,
  statements: readonly string[],
): Promise<void> {
  const { data, binaries, user } = installation;
  const singleUser = ["--single", "-D", data, ...options(SINGLE_USER), "postgres"];
  await makeDataDirectory({
    path: data,
    binaries,
    cache,
    user,
    initdb: (args) => workspace.run(program(installation, "initdb", ["-D", data, ...args])),
    prepare: () => {
      writeFileSync(join(data, "pg_hba.conf"), lines(PG_HBA));
      return workspace.run({
        ...program(installation, "postgres", singleUser),
        input: lines(statements),
      });
    },
  });
}

export function serverOn(port: number, installation: Installation): ChildProcessProps {
  const { directory, data } = installation;
  const settings = {
    ...SERVER,
    port: `${port}`,
    ssl_cert_file: join(directory, "server.crt"),
    ssl_key_file: join(directory, "server.key"),
    ssl_ca_file: join(directory, "ca.crt"),
  };
  const args = ["-D", data, ...options(settings)];
  return { ...program(installation, "postgres", args), stopSignal: "SIGQUIT", outputKept: LOG_KEPT };
}

function program(
  { version, binaries, directory, user }: Installation,
  name: string,
  args: readonly string[],
): ChildProcessProps {
  return {
    name: `PostgreSQL ${version}`,
    command: join(binaries, "bin", name),
    args,
    env: { PATH: process.env.PATH, SystemRoot: process.env.SystemRoot, LC_ALL: "C" },
    directory,
    user,
  };
}

function options(settings: Readonly<Record<string, string>>): string[] {
  return Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]);
}

const lines = (texts: readonly string[]) => texts.map((text) => `${text}\n`).join("");

export async function query(
  port: number,
  login: PostgresLogin,
  sql: string,
): Promise<Record<string, unknown> | undefined> {
  const client = new Client({
    host: "127.0.0.1",
    port,
    database: "postgres",
    connectionTimeoutMillis: ANSWER_TIMEOUT_MS,
    query_timeout: ANSWER_TIMEOUT_MS,
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
