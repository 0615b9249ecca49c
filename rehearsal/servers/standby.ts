import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Session } from "../../clients/postgres-session";
import type { CertificateAuthority } from "./certificate-authority";
import { copyDirectory } from "./data-directory";
import { startOnFreePort } from "./free-port";
import { install, type Postgres, query, serverOn } from "./postgres";
import type { PostgresVersion } from "./postgres-binaries";
import type { Workspace } from "./workspace";

/** A throwaway server that has what another one has, and takes no writes. */
export type Standby = Pick<Postgres, "host" | "port" | "version" | "superuser" | "outsider">;

interface StandbyProps {
  readonly version: PostgresVersion;
  readonly authority: CertificateAuthority;
  /** Its name among the standbys of its primary. */
  readonly name: string;
}

/** What is the primary's alone, or is made anew. */
const LEFT_OUT = /^(postmaster\.(pid|opts)|(pg_wal|pg_replslot|pg_dynshmem|pg_stat_tmp|pg_notify)\/.+)$/;

/** Starts a standby that follows a primary by streaming, from a backup of it. */
export async function startStandby(
  workspace: Workspace,
  primary: Postgres,
  { version, authority, name }: StandbyProps,
): Promise<Standby> {
  const installation = await workspace.write(async () => {
    const made = await install(workspace, version, authority);
    await backUp(primary, made.data, name, made.user);
    return made;
  });
  const { superuser, outsider, version: serverVersion } = primary;
  const { port } = await startOnFreePort({
    workspace,
    start: (port) => workspace.start(serverOn(port, installation)),
    ask: (port) => query(port, superuser, "SHOW server_version"),
  });
  return { host: "127.0.0.1", port, version: serverVersion, superuser, outsider };
}

/** @see PostgreSQL documentation, "Making a Base Backup Using the Low Level API" */
async function backUp(
  primary: Postgres,
  data: string,
  name: string,
  user: number | undefined,
): Promise<void> {
  await Session.with(primary, "postgres", primary.superuser, async (session) => {
    // Nothing of the log is lost before the standby has it.
    await session.query("SELECT pg_catalog.pg_create_physical_replication_slot($1, true)", [name]);
    const [directory] = await session.query("SHOW data_directory");
    await session.query("SELECT pg_catalog.pg_backup_start($1, true)", [name]);
    await copyDirectory(data, String(directory?.data_directory), user, (path) => !LEFT_OUT.test(path));
    const [backup] = await session.query("SELECT labelfile FROM pg_catalog.pg_backup_stop(false)");
    const { superuser, host, port } = primary;
    const connection = `host=${host} port=${port} user=${superuser.user} password=${superuser.password}`;
    const files = {
      backup_label: String(backup?.labelfile),
      "standby.signal": "",
      "postgresql.auto.conf": `primary_conninfo = '${connection}'\nprimary_slot_name = '${name}'\n`,
    };
    mkdirSync(join(data, "pg_wal", "archive_status"), { recursive: true, mode: 0o700 });
    for (const [file, text] of Object.entries(files)) writeFileSync(join(data, file), text, { mode: 0o600 });
    const paths = [...Object.keys(files), "pg_wal/archive_status"].map((file) => join(data, file));
    if (user !== undefined) for (const path of paths) chownSync(path, user, user);
  });
}
