import { readFileSync } from "node:fs";
import { RehearsalError } from "../../clients/could-not-tell";
import { dumpCommand } from "./dump-command";
import { expectSchema } from "./expect-schema";
import { type Statement, statementsIn } from "./statements";
import { Unfinished } from "./tokens";

/** What `pg_dump --schema-only` wrote. */
export interface SchemaFile {
  /** As it was named. */
  readonly path: string;
  readonly statements: readonly Statement[];
  /** The major version of the server that it comes from, where it says so. */
  readonly fromVersion?: number;
}

/** How other formats are known: most by what they begin with. */
const FORMATS: readonly { readonly name: string; readonly isIt: (bytes: Buffer) => boolean }[] = [
  { name: "pg_dump's custom format", isIt: (bytes) => bytes.toString("latin1", 0, 5) === "PGDMP" },
  { name: "pg_dump's tar format", isIt: (bytes) => bytes.toString("latin1", 257, 262) === "ustar" },
  { name: "compressed by gzip", isIt: (bytes) => bytes.readUInt16BE(0) === 0x1f8b },
  { name: "compressed by zstd", isIt: (bytes) => bytes.readUInt32BE(0) === 0x28b52ffd },
  { name: "compressed by lz4", isIt: (bytes) => bytes.readUInt32BE(0) === 0x04224d18 },
  { name: "in UTF-16", isIt: (bytes) => /^(\xff\xfe|\xfe\xff)/.test(bytes.toString("latin1", 0, 2)) },
  { name: "in UTF-16, or binary", isIt: (bytes) => bytes.includes(0) },
];

/**
 * Reads a schema file.
 *
 * @throws RehearsalError when it isn't one, or holds more than that
 */
export function readSchemaFile(path: string): SchemaFile {
  const bytes = bytesOf(path);
  const format = bytes.length > 5 ? FORMATS.find(({ isIt }) => isIt(bytes)) : undefined;
  if (format) {
    const advice = `Write it as plain text: ${dumpCommand("schema.sql")}`;
    throw new RehearsalError(`${path}: It is ${format.name}, and not plain SQL.`, advice);
  }
  const text = textOf(path, bytes);
  const statements: Statement[] = [];
  try {
    for (const statement of statementsIn(text)) {
      expectSchema(path, statement);
      expectOneDatabase(path, statement, statements);
      statements.push(statement);
    }
  } catch (error) {
    if (!(error instanceof Unfinished)) throw error;
    const line = text.slice(0, error.start).split("\n").length;
    const advice = `It may be cut off. Write it again: ${dumpCommand(path)}`;
    throw new RehearsalError(
      `${path}:${line}: What is opened here is never closed: a quote or a comment.`,
      advice,
    );
  }
  if (!statements.some((statement) => /^CREATE\b/i.test(statement.text)))
    throw new RehearsalError(`${path}: It creates nothing.`, `Write it by ${dumpCommand(path)}`);
  return { path, statements, fromVersion: versionIn(text) };
}

/** pg_dump --create connects once, pg_dumpall for each database. */
function expectOneDatabase(path: string, statement: Statement, before: readonly Statement[]): void {
  const connects = ({ text, isPsql }: Statement) => isPsql && text.startsWith("\\c");
  if (!connects(statement) || !before.some(connects)) return;
  const problem = `${path}:${statement.line}: Here begins another database.`;
  throw new RehearsalError(problem, `Write a file of one: ${dumpCommand(path)}`);
}

function bytesOf(path: string): Buffer {
  try {
    return readFileSync(path);
  } catch (cause) {
    const isDirectory = (cause as NodeJS.ErrnoException).code === "EISDIR";
    const problem = isDirectory
      ? `${path}: It is a directory, as pg_dump --format=directory writes it, and not plain SQL.`
      : `${path}: It can't be read: ${(cause as Error).message}.`;
    throw new RehearsalError(problem, `Name a file that was written by ${dumpCommand("schema.sql")}`, {
      cause,
    });
  }
}

function textOf(path: string, bytes: Buffer): string {
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch (cause) {
    throw new RehearsalError(`${path}: It isn't text in UTF-8.`, `Write it as such: ${dumpCommand(path)}`, {
      cause,
    });
  }
}

/** `-- Dumped from database version 18.1 (Debian 18.1-1.pgdg13+2)` */
function versionIn(text: string): number | undefined {
  const [, version] = /^-- Dumped from database version (\d+)/m.exec(text) ?? [];
  return version === undefined ? undefined : Number(version);
}
