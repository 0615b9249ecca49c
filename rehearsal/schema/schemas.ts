import type { DatabaseReference } from "../../constructs";
import { RehearsalError } from "../../clients/could-not-tell";
import { isSameDatabase } from "../../contract/difference";
import type { SynthesizedStack } from "../stack/synthesized-stack";
import { readSchemaFile, type SchemaFile } from "./schema-file";

/** The schema that a database had before the stack was applied. */
export interface DatabaseSchema {
  readonly database: DatabaseReference;
  readonly file: SchemaFile;
}

/**
 * The files that `--schema` names, by the databases of a stack.
 *
 * @param options `appdb=schema.sql`, or `postgresql.eu/appdb=schema.sql` where two servers have one of that name
 * @throws RehearsalError when one names no database or another's, or no schema
 */
export function readSchemas(options: readonly string[], stack: SynthesizedStack): DatabaseSchema[] {
  const schemas: DatabaseSchema[] = [];
  for (const option of options) {
    const { database, path } = readOption(option, stack);
    if (schemas.some((each) => isSameDatabase(each.database, database)))
      throw new RehearsalError(
        `--schema ${option}: ${database.name} has a schema already.`,
        "Put all of it into one file.",
      );
    schemas.push({ database, file: readSchemaFile(path) });
  }
  return schemas;
}

interface SchemaOption {
  readonly database: DatabaseReference;
  readonly path: string;
}

function readOption(option: string, { name, access }: SynthesizedStack): SchemaOption {
  const { databases } = access;
  // A name may hold "=", too.
  const found = databases.flatMap((database) =>
    [database.name, longName(database)]
      .filter((each) => option.startsWith(`${each}=`) && option.length > each.length + 1)
      .map((each) => ({ database, path: option.slice(each.length + 1) })),
  );
  const [first, second] = found;
  if (second)
    throw new RehearsalError(
      `--schema ${option}: Several servers have a database ${second.database.name}.`,
      `Name its server, too: ${found.map(({ database }) => longName(database)).join(", ")}.`,
    );
  if (first) return first;
  const known = databases.map((database) => `${database.name}=schema.sql`).join(", ");
  throw new RehearsalError(
    `--schema ${option}: It doesn't name a database of stack "${name}" and a file.`,
    known ? `It could be: ${known}.` : "The stack describes no database.",
  );
}

function longName({ server, name }: DatabaseReference): string {
  return `${server}/${name}`;
}
