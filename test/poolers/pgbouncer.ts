import { accessSync, constants } from "node:fs";
import { delimiter, join } from "node:path";
import { Client } from "pg";
import type { Workspace } from "../../rehearsal/servers";
import type { ChildProcess } from "../../rehearsal/servers/child-process";
import { UNPRIVILEGED_ID } from "./unprivileged";

const START_TIMEOUT_MS = 10_000;

/** PgBouncer's program: that of `PGBOUNCER`, or the first on the PATH. */
const PGBOUNCER = findPgBouncer();

/** Tests with PgBouncer, or one that says in a line that they were left out. */
export function withPgBouncer(name: string, tests: () => void): void {
  if (PGBOUNCER) return void describe(name, tests);
  const line = "PgBouncer was left out: there is no pgbouncer on the PATH";
  test(line, () => void process.stderr.write(`${line}\n`));
}

/** Distributions keep it among a system's programs, which are not on everybody's PATH. */
function findPgBouncer(): string | undefined {
  const { PATH = "", PGBOUNCER } = process.env;
  const directories = [...PATH.split(delimiter), "/usr/sbin"];
  const candidates = PGBOUNCER ? [PGBOUNCER] : directories.map((directory) => join(directory, "pgbouncer"));
  return candidates.find((path) => {
    try {
      accessSync(path, constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** Starts PgBouncer with the `pgbouncer.ini` of a directory, where its socket is, too. */
export async function startPgBouncer(workspace: Workspace, directory: string): Promise<ChildProcess> {
  const pooler = workspace.start({
    name: "PgBouncer",
    command: String(PGBOUNCER),
    args: [join(directory, "pgbouncer.ini")],
    env: { PATH: process.env.PATH },
    directory,
    user: UNPRIVILEGED_ID,
    outputKept: 1_000_000,
    stopSignal: "SIGINT",
  });
  const deadline = Date.now() + START_TIMEOUT_MS;
  while (!(await listens(directory))) {
    if (pooler.hasEnded || Date.now() > deadline) throw pooler.failure("doesn't listen");
  }
  return pooler;
}

/** Whether anybody answers at the socket, be it by refusing. */
async function listens(host: string): Promise<boolean> {
  const client = new Client({ host, port: 6432, user: "nobody", database: "none" });
  client.on("error", () => undefined);
  const failure = await client.connect().then(
    () => undefined,
    (error: { code?: string }) => error,
  );
  await client.end().catch(() => undefined);
  return !["ENOENT", "ECONNREFUSED"].includes(failure?.code ?? "");
}
