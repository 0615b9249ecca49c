import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { readSchemaFile } from "../../../rehearsal/schema/schema-file";
import { SHOP } from "./shop-stack";

let directory: string;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), "schema-"));
});
afterAll(() => rmSync(directory, { recursive: true }));

/** What is said of a file with this in it, which is called `schema.sql` here. */
function refusalOf(content: string | Buffer): string {
  const path = join(directory, "schema.sql");
  writeFileSync(path, content);
  return messageFor(path);
}

function messageFor(path: string): string {
  try {
    readSchemaFile(path);
  } catch (error) {
    return (error as Error).message.replaceAll(directory, "here");
  }
  return "";
}

const AGAIN = "pg_dump --schema-only --encoding=UTF8 --file=here/schema.sql <database>";
const PLAIN = "Write it as plain text: pg_dump --schema-only --encoding=UTF8 --file=schema.sql <database>";
const NO_DATA = `A rehearsal needs none, and should see none. Take it out, or write the file by ${AGAIN}`;
const TAKE_OUT = `Take it out, or write the file by ${AGAIN}`;
const TABLE = "CREATE TABLE t (id integer);\n";

test("what pg_dump writes is read, with its lines and the version that it comes from", () => {
  const { path, fromVersion, statements } = readSchemaFile(SHOP);
  expect({ path, fromVersion }).toEqual({ path: SHOP, fromVersion: 15 });
  expect(statements.filter(({ isPsql }) => isPsql).map(({ text }) => text.split(" ")[0])).toEqual([
    "\\restrict",
    "\\unrestrict",
  ]);
  expect(statements.find(({ text }) => text === "CREATE SCHEMA billing")).toMatchObject({ line: 25 });
});

test.each([
  ["pg_dump's custom format", Buffer.from("PGDMP\x01\x0e\x00binary", "latin1")],
  ["pg_dump's tar format", Buffer.concat([Buffer.alloc(257), Buffer.from("ustar\0")])],
  ["compressed by gzip", gzipSync(TABLE)],
  ["compressed by zstd", Buffer.from([0x28, 0xb5, 0x2f, 0xfd, 0, 0, 0])],
  ["compressed by lz4", Buffer.from([0x04, 0x22, 0x4d, 0x18, 0, 0, 0])],
  ["in UTF-16", Buffer.from(`\ufeff${TABLE}`, "utf16le")],
  ["in UTF-16, or binary", Buffer.from(TABLE, "utf16le")],
])("a file that is %s is refused", (format, content) => {
  expect(refusalOf(content)).toBe(`here/schema.sql: It is ${format}, and not plain SQL.\n${PLAIN}`);
});

test.each([
  ["rows of COPY", `${TABLE}\nCOPY public.t (id) FROM stdin;\n1\n'\n\\.\n`, 3],
  ["rows of INSERT", `${TABLE}INSERT INTO public.t VALUES (1);\n`, 2],
  ["where a sequence is", `${TABLE}SELECT pg_catalog.setval('public.t_id_seq', 7, true);\n`, 2],
  ["large objects", `${TABLE}SELECT pg_catalog.lo_create('16400');\n`, 2],
])("a file with %s holds data", (_, content, line) => {
  expect(refusalOf(content)).toBe(`here/schema.sql:${line}: It holds data.\n${NO_DATA}`);
});

test.each([
  [
    "the session's user",
    "SET SESSION AUTHORIZATION 'app';",
    `1: It changes who makes what comes after it.\nWrite it without --use-set-session-authorization and --role: ${AGAIN}`,
  ],
  [
    "backslashes that escape",
    "SET standard_conforming_strings = off;",
    `1: It takes backslashes in texts for more than backslashes.\nHave its database say standard_conforming_strings = on, and write it again: ${AGAIN}`,
  ],
  [
    "an encoding",
    "SET client_encoding = 'LATIN1';",
    `1: It is in another encoding than UTF-8.\nWrite it again: ${AGAIN}`,
  ],
  ["another file", `${TABLE}\\i more.sql\n`, `2: psql's \\i isn't followed.\n${TAKE_OUT}`],
  ["a shell's command", "\\! rm -rf /", `1: psql's \\! isn't followed.\n${TAKE_OUT}`],
  [
    "another database",
    `\\connect one\n${TABLE}\\connect two\n${TABLE}`,
    `3: Here begins another database.\nWrite a file of one: ${AGAIN}`,
  ],
  ["a program", `${TABLE}DO $$ BEGIN END $$;`, `2: "DO" begins no statement of a schema.\n${TAKE_OUT}`],
  ["a query", "SELECT 1;", `1: "SELECT" begins no statement of a schema.\n${TAKE_OUT}`],
  ["something else", '{ "tables": [] }', `1: "{" begins no statement of a schema.\n${TAKE_OUT}`],
  [
    "a quote that is never closed",
    `${TABLE}COMMENT ON TABLE t IS 'one\n\n`,
    `2: What is opened here is never closed: a quote or a comment.\nIt may be cut off. Write it again: ${AGAIN}`,
  ],
])("a file with %s is refused, with its line", (_, content, message) => {
  expect(refusalOf(content)).toBe(`here/schema.sql:${message}`);
});

test("a file in another encoding is refused", () => {
  expect(refusalOf(Buffer.from("-- caf\xe9\nCREATE TABLE t ();", "latin1"))).toBe(
    `here/schema.sql: It isn't text in UTF-8.\nWrite it as such: ${AGAIN}`,
  );
});

test.each(["", "-- nothing\n", "SET a = 1;"])("a file that creates nothing is refused: %j", (content) => {
  expect(refusalOf(content)).toBe(`here/schema.sql: It creates nothing.\nWrite it by ${AGAIN}`);
});

test("a file that isn't there is refused, and a directory", () => {
  const advice =
    "Name a file that was written by pg_dump --schema-only --encoding=UTF8 --file=schema.sql <database>";
  expect(messageFor(join(directory, "none.sql"))).toBe(
    `here/none.sql: It can't be read: ENOENT: no such file or directory, open 'here/none.sql'.\n${advice}`,
  );
  expect(messageFor(directory)).toBe(
    `here: It is a directory, as pg_dump --format=directory writes it, and not plain SQL.\n${advice}`,
  );
});

test.each([
  ["a byte order mark", `\ufeff${TABLE}`],
  ["Windows' line ends", TABLE.replaceAll("\n", "\r\n")],
  ["an encoding that is a part of UTF-8", `SET client_encoding = 'SQL_ASCII';\n${TABLE}`],
  ["a database that it makes first", `CREATE DATABASE one;\n\\connect one\n${TABLE}`],
])("a file with %s is read", (_, content) => {
  expect(refusalOf(content)).toBe("");
});
