import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { Client } from "pg";
import { RehearsalError } from "../rehearsal-error";
import type { CertificateAuthority } from "./certificate-authority";
import { freePort } from "./free-port";
import { postgresBinaries, type PostgresVersion } from "./postgres-binaries";
import type { Workspace } from "./workspace";

const run = promisify(execFile);

/** PostgreSQL refuses to run as root; a user without a name will do. */
const UNPRIVILEGED_ID = 65_534;
const START_TIMEOUT_MS = 30_000;

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
  /** Like a managed service's administrator: CREATEROLE CREATEDB, no superuser. */
  readonly admin: PostgresLogin;
}

/** Starts a PostgreSQL server, which speaks TLS with a certificate by the CA. */
export async function startPostgres(
  workspace: Workspace,
  version: PostgresVersion,
  authority: CertificateAuthority,
): Promise<Postgres> {
  const owner = process.getuid?.() === 0 ? { uid: UNPRIVILEGED_ID, gid: UNPRIVILEGED_ID } : {};
  const native = postgresBinaries(version, workspace.directory, owner.uid !== undefined);
  const port = await freePort();
  const superuser = newLogin(workspace, "postgres");
  const home = join(workspace.directory, `postgres-${port}`);
  mkdirSync(home, { mode: 0o700 });
  const write = (name: string, text: string) => {
    writeFileSync(join(home, name), text, { mode: 0o600 });
    if (owner.uid !== undefined) chownSync(join(home, name), owner.uid, owner.gid);
    return join(home, name);
  };
  if (owner.uid !== undefined) chownSync(home, owner.uid, owner.gid);
  const data = join(home, "data");
  const { certificate, key } = await authority.issue();
  const env = { PATH: process.env.PATH, LC_ALL: "C", SystemRoot: process.env.SystemRoot };
  const initialize = ["-D", data, "-U", superuser.user, "--pwfile", write("password", superuser.password)];
  await run(
    join(native, "bin", "initdb"),
    [...initialize, "-A", "scram-sha-256", "-E", "UTF8", "--locale=C", "--no-sync"],
    {
      ...owner,
      env,
      cwd: home,
    },
  );
  const settings = {
    port: `${port}`,
    listen_addresses: "127.0.0.1",
    unix_socket_directories: "",
    max_connections: "200",
    ssl: "on",
    ssl_cert_file: write("server.crt", certificate),
    ssl_key_file: write("server.key", key),
    // Nothing has to survive a crash.
    fsync: "off",
    full_page_writes: "off",
  };
  const args = [
    "-D",
    data,
    ...Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`]),
  ];
  workspace.start(
    `PostgreSQL ${version}`,
    join(native, "bin", "postgres"),
    args,
    { ...owner, env, cwd: home },
    "SIGQUIT",
  );
  const admin = newLogin(workspace, "admin");
  const serverVersion = await Promise.race([whenReady(port, superuser, admin), workspace.failure]);
  return { host: "127.0.0.1", port, version: serverVersion, superuser, admin };
}

function newLogin(workspace: Workspace, user: string): PostgresLogin {
  const password = randomBytes(24).toString("hex");
  workspace.secrets.add(password);
  return { user, password };
}

/** Waits for the server, and makes the administrator. @returns its version */
async function whenReady(port: number, superuser: PostgresLogin, admin: PostgresLogin): Promise<string> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    const client = new Client({ host: "127.0.0.1", port, database: "postgres", ...superuser });
    try {
      await client.connect();
      await client.query(`CREATE ROLE ${admin.user} LOGIN CREATEROLE CREATEDB PASSWORD '${admin.password}'`);
      const { rows } = await client.query<{ server_version: string }>("SHOW server_version");
      await client.end();
      return String(rows[0]?.server_version).split(" ")[0] ?? "";
    } catch (cause) {
      if (Date.now() > deadline) {
        const advice = "Is this machine very busy? Try again.";
        throw new RehearsalError("PostgreSQL doesn't answer.", advice, { cause });
      }
      await sleep(20);
    }
  }
}
