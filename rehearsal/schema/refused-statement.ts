import { type DatabaseError } from "pg";
import { RehearsalError } from "../../clients/could-not-tell";
import { POSTGRES_VERSIONS } from "../servers/postgres-binaries";
import { dumpCommand } from "./dump-command";
import type { SchemaFile } from "./schema-file";

/** It may show a name of the file, which can be as long as the file is. */
const LONGEST = 300;

/** That PostgreSQL refuses a line of a file, with what can be done about it. Says nothing of what stands there. */
export function refusedStatement(
  { path, fromVersion }: SchemaFile,
  line: number,
  server: string,
  cause: unknown,
): RehearsalError {
  const { message, hint } = cause as DatabaseError;
  const why = message.length > LONGEST ? `${message.slice(0, LONGEST)}…` : message;
  const problem = `${path}:${line}: PostgreSQL ${server} refuses this: ${why}.${hint ? ` ${hint}` : ""}`;
  return new RehearsalError(problem, adviceFor(path, Number.parseInt(server), fromVersion), { cause });
}

function adviceFor(path: string, here: number, fromVersion: number | undefined): string {
  if (fromVersion === undefined || fromVersion <= here)
    return `Does psql load it into an empty database? If not, write it again: ${dumpCommand(path)}`;
  const newer = POSTGRES_VERSIONS.find((version) => version === fromVersion);
  return newer
    ? `It comes from PostgreSQL ${fromVersion}: rehearse with --postgres ${newer}.`
    : `It comes from PostgreSQL ${fromVersion}, which a rehearsal hasn't: take the line out of a copy, and rehearse with that.`;
}
