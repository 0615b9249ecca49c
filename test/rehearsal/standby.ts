import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type PostgresAddress, Session } from "../../clients/postgres-session";
import type { Workspace } from "../../rehearsal/servers";
import { startOnFreePort } from "../../rehearsal/servers/free-port";
import { postgresBinaries, type PostgresVersion } from "../../rehearsal/servers/postgres-binaries";

/** PostgreSQL refuses to run as root; a user without a name will do. */
const UNPRIVILEGED_ID = process.getuid?.() === 0 ? 65_534 : undefined;

/** Whoever may do everything on both. */
export const SUPERUSER = { user: "postgres", password: "" };

const HBA = ["host all all 127.0.0.1/32 trust", "host replication all 127.0.0.1/32 trust", ""].join("\n");

/** A server and its standby, which let everybody in without a password. */
export interface Replicated {
  readonly primary: PostgresAddress;
  readonly standby: PostgresAddress;
}

/** Starts both, from one data directory. */
export async function startReplicated(workspace: Workspace, version: PostgresVersion): Promise<Replicated> {
  const binaries = postgresBinaries(version, workspace.directory, UNPRIVILEGED_ID !== undefined);
  const directories = ["primary", "standby"].map((name) => join(workspace.directory, name));
  const [first = "", second = ""] = directories;
  const program = (name: string, directory: string, args: readonly string[]) => ({
    name: `PostgreSQL ${version}`,
    command: join(binaries, "bin", name),
    args: ["-D", join(directory, "data"), ...args],
    env: { PATH: process.env.PATH, LC_ALL: "C" },
    directory,
    user: UNPRIVILEGED_ID,
  });
  mkdirSync(first, { mode: 0o700 });
  own(first);
  await workspace.run(
    program("initdb", first, ["-U", SUPERUSER.user, "-A", "trust", "-E", "UTF8", "--no-sync"]),
  );
  writeFileSync(join(first, "data", "pg_hba.conf"), HBA);
  // The copy begins where the other one does, and follows it from there.
  await workspace.run({
    name: "cp",
    command: "cp",
    args: ["-a", first, second],
    directory: workspace.directory,
    env: { PATH: process.env.PATH },
  });
  const signal = join(second, "data", "standby.signal");
  writeFileSync(signal, "");
  own(signal);
  const serve = async (directory: string, ...more: string[]): Promise<PostgresAddress> => {
    const settings = ["listen_addresses=127.0.0.1", "unix_socket_directories=", "fsync=off", ...more];
    const { port } = await startOnFreePort({
      workspace,
      start: (free) => {
        const args = [`port=${free}`, ...settings].flatMap((setting) => ["-c", setting]);
        return workspace.start({ ...program("postgres", directory, args), stopSignal: "SIGQUIT" });
      },
      ask: (free) => Session.with(address(free), "postgres", SUPERUSER, (session) => session.query("SELECT")),
    });
    return address(port);
  };
  const primary = await serve(first);
  const upstream = `host=127.0.0.1 port=${primary.port} user=${SUPERUSER.user}`;
  return { primary, standby: await serve(second, `primary_conninfo=${upstream}`) };
}

function address(port: number): PostgresAddress {
  return { host: "127.0.0.1", port };
}

function own(path: string): void {
  if (UNPRIVILEGED_ID !== undefined) chownSync(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
}
