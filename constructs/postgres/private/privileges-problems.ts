import type {
  PostgresDatabaseDescription,
  PrivilegesDescription,
  SchemaPrivilegesDescription,
} from "../../access/postgres-description";
import { futureSchemaProblems } from "./future-schema-problems";
import { PREDEFINED_ROLES } from "../../access/predefined-roles";
import { existingNameProblems } from "./existing-name";
import type { Problem } from "../../private/validation";

const TABLE_PRIVILEGES = [
  "SELECT",
  "INSERT",
  "UPDATE",
  "DELETE",
  "TRUNCATE",
  "REFERENCES",
  "TRIGGER",
  "MAINTAIN",
];
const COLUMN_PRIVILEGES = ["SELECT", "INSERT", "UPDATE", "REFERENCES"];
const SEQUENCE_PRIVILEGES = ["SELECT", "USAGE", "UPDATE"];

/** What is wrong with a privilege set of a database. */
export function privilegesProblems(
  database: PostgresDatabaseDescription,
  privileges: PrivilegesDescription,
): Problem[] {
  if (privileges.owner) return [];
  const { name } = privileges;
  const schemas = withoutExtensions(database, privileges);
  const inSchemas = schemas.flatMap((schema) => [
    ...emptyProblems(name, schema),
    ...nameProblems(name, schema),
    ...overlapProblems(name, schema),
    ...sequenceOverlapProblems(name, schema),
    ...definersProblems(name, schema),
    ...qualifiedProblems(database, name, schema),
    ...unknownProblems(name, schema),
  ]);
  return [
    ...setProblems({ ...privileges, schemas }),
    ...memberProblems(privileges),
    ...schemaProblems(database, name, schemas),
    ...maintainProblems(database, privileges),
    ...futureSchemaProblems(database, privileges),
    ...eachOnce(inSchemas),
  ];
}

/** A set's schemas but for those of extensions in which it is granted nothing. */
function withoutExtensions(
  { extensionSchemas = [] }: PostgresDatabaseDescription,
  { schemas }: PrivilegesDescription,
): readonly SchemaPrivilegesDescription[] {
  return schemas.filter((set) => !extensionSchemas.includes(set.schema) || !allowsNothing(set));
}

/** What is allowed in several schemas alike is wrong once. */
function eachOnce(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [problem.message, problem])).values()];
}

/** Terraform's provider doesn't grant it, whatever the server knows. */
function maintainProblems(
  { imported }: PostgresDatabaseDescription,
  { name, schemas }: PrivilegesDescription,
): Problem[] {
  const isGranted = schemas.some(({ tables }) => tables.some((each) => each.privileges.includes("MAINTAIN")));
  if (imported || !isGranted) return [];
  const message = `privilege set "${name}" has MAINTAIN, which provider cyrilgdn/postgresql 1.26 refuses to grant`;
  const fix =
    'leave it to Privileges.owner(), use memberOf: ["pg_maintain"] with an acknowledgement, or PostgresDatabase.fromExisting, whose DBA grants it';
  return [{ rule: "privileges-maintain", message, fix }];
}

/** What PostgreSQL refuses. What nobody should have, the guardrails say. */
function memberProblems({ name, memberOf = [] }: PrivilegesDescription): Problem[] {
  const known = Object.keys(PREDEFINED_ROLES);
  return memberOf
    .filter((role) => !known.includes(role))
    .map((role) => ({
      rule: "privileges-member",
      message: `privilege set "${name}" is a member of "${role}", which isn't a role that PostgreSQL brings along`,
      fix: `use ${known.filter((each) => PREDEFINED_ROLES[each]?.gives === undefined).join(", ")}`,
    }));
}

function setProblems({ name, schemas, temporary, memberOf }: PrivilegesDescription): Problem[] {
  if (!name) return [{ rule: "privileges-name", message: "a privilege set has no name", fix: "give it one" }];
  const empty = schemas.filter(allowsNothing).map(({ schema }) => schema);
  if (!empty.length) return [];
  const rule = "privileges-empty";
  const isEmpty = empty.length === schemas.length;
  if (isEmpty && (temporary || memberOf)) return [];
  const message = `privilege set "${name}" allows nothing${isEmpty ? "" : ` in schema ${quoted(empty)}`}`;
  const where = isEmpty ? "role" : "schema";
  return [{ rule, message, fix: `name a table, column or sequence it may use, or leave the ${where} out` }];
}

function allowsNothing(set: SchemaPrivilegesDescription): boolean {
  const { tables, columns, sequences, functions, definers, types } = set;
  return ![tables, columns, sequences, functions, definers, types].some((list) => list.length);
}

function emptyProblems(name: string, { tables, columns, sequences }: SchemaPrivilegesDescription): Problem[] {
  const rule = "privileges-empty";
  return [
    ...tables
      .filter(({ privileges }) => !privileges.length)
      .map(({ table }) => ({
        rule,
        message: `privilege set "${name}" lists table "${table}" without a privilege`,
        fix: "name the privileges, or leave the table out",
      })),
    ...sequences
      .filter(({ privileges }) => !privileges.length)
      .map(({ sequence }) => ({
        rule,
        message: `privilege set "${name}" lists sequence "${sequence}" without a privilege`,
        fix: "name the privileges, or leave the sequence out",
      })),
    ...columns
      .filter((grant) => !grant.columns.length)
      .map(({ table, privilege }) => ({
        rule,
        message: `privilege set "${name}" has ${privilege} on no column of table "${table}"`,
        fix: "name the columns, or leave the privilege out",
      })),
  ];
}

function schemaProblems(
  database: PostgresDatabaseDescription,
  name: string,
  schemas: readonly SchemaPrivilegesDescription[],
): Problem[] {
  const rule = "privileges-schema";
  // A database without a schema has a finding of its own.
  if (!database.schemas.length) return [];
  if (!schemas.length) {
    const fix = "name one, or leave the prop out for every schema of the database";
    return [{ rule, message: `privilege set "${name}" has no schema`, fix }];
  }
  const unknown = schemas
    .map(({ schema }) => schema)
    .filter((schema) => schema !== "*" && !database.schemas.includes(schema));
  const isForExtensions = (schema: string) => database.extensionSchemas?.includes(schema);
  return unknown.map((schema) => ({
    rule,
    ...(isForExtensions(schema)
      ? {
          message: `privilege set "${name}" allows something in schema "${schema}", which is for extensions`,
          fix: `leave "${schema}" out: every set may use it, and what is in it is the extensions'`,
        }
      : {
          message: `privilege set "${name}" uses schema "${schema}", which database "${database.name}" doesn't have`,
          fix: `add "${schema}" to the schemas of the database, or use ${quoted(database.schemas)}`,
        }),
  }));
}

function nameProblems(
  name: string,
  { tables, columns, sequences, definers }: SchemaPrivilegesDescription,
): Problem[] {
  const named = [...tables.filter(({ table }) => table !== "*"), ...columns];
  const message = `privilege set "${name}" lists columns of "*"`;
  return [
    ...named
      .filter(({ table }) => table !== "*")
      .flatMap(({ table }) => existingNameProblems("table", table)),
    ...(columns.some(({ table }) => table === "*")
      ? [{ rule: "privileges-overlap", message, fix: "name the table" }]
      : []),
    ...columns.flatMap((grant) => grant.columns.flatMap((column) => existingNameProblems("column", column))),
    ...sequences
      .filter(({ sequence }) => sequence !== "*")
      .flatMap(({ sequence }) => existingNameProblems("sequence", sequence)),
    ...definers.filter((routine) => routine !== "*").flatMap(routineProblems),
  ];
}

/** The name of a routine, and the types of its arguments, which are part of SQL as they are. */
function routineProblems(routine: string): Problem[] {
  const [, name = routine, types] = /^([^(]*)(\(.*)?$/s.exec(routine) ?? [];
  if (types === undefined || /^\([\w ,.[\]"]*\)$/.test(types)) return existingNameProblems("routine", name);
  const message = `routine "${routine}" doesn't end in the types of its arguments`;
  return [{ rule: "identifier", message, fix: `write them as in "${name}(integer, text)"` }];
}

function sequenceOverlapProblems(name: string, { sequences }: SchemaPrivilegesDescription): Problem[] {
  const named = sequences.map(({ sequence }) => sequence).filter((sequence) => sequence !== "*");
  if (!named.length || named.length === sequences.length) return [];
  const message = `privilege set "${name}" lists "*" and ${quoted(named)} under sequences`;
  return [{ rule: "privileges-overlap", message, fix: 'list "*" alone, or name every sequence' }];
}

function definersProblems(name: string, { definers, functions }: SchemaPrivilegesDescription): Problem[] {
  const named = definers.filter((routine) => routine !== "*");
  const rule = "privileges-overlap";
  if (named.length === definers.length) return [];
  if (named.length) {
    const message = `privilege set "${name}" lists "*" and ${quoted(named)} under definers`;
    return [{ rule, message, fix: 'list "*" alone, or name every routine' }];
  }
  if (functions.length) return [];
  const message = `privilege set "${name}" lists "*" under definers, and executes no functions`;
  return [{ rule, message, fix: "add functions: true, or name every routine" }];
}

/** Two Terraform resources for one table's grants would take each other's away. */
function overlapProblems(name: string, { tables, columns }: SchemaPrivilegesDescription): Problem[] {
  const rule = "privileges-overlap";
  const inTables = tables.map(({ table }) => table);
  const inColumns = [...new Set(columns.map(({ table }) => table))];
  const named = [...new Set([...inTables, ...inColumns])].filter((table) => table !== "*");
  if (inTables.includes("*") && named.length) {
    const fix = 'list "*" alone, or name every table';
    return [{ rule, message: `privilege set "${name}" lists "*" and ${quoted(named)}`, fix }];
  }
  return inColumns
    .filter((table) => inTables.includes(table))
    .map((table) => ({
      rule,
      message: `privilege set "${name}" lists "${table}" under tables and under columns`,
      fix: "list it under one of the two",
    }));
}

/** A dot is part of a name here, so `sales.orders` would be a table that is called so. */
function qualifiedProblems(
  database: PostgresDatabaseDescription,
  name: string,
  { tables, columns, sequences, definers }: SchemaPrivilegesDescription,
): Problem[] {
  const names = {
    table: [...tables, ...columns].map(({ table }) => table),
    sequence: sequences.map(({ sequence }) => sequence),
    routine: definers,
  };
  return Object.entries(names).flatMap(([kind, named]) =>
    named.flatMap((each) => {
      const schema = ["public", ...database.schemas].find((known) => each.startsWith(`${known}.`));
      if (schema === undefined) return [];
      const message = `privilege set "${name}" names ${kind} "${each}" with its schema`;
      const fix = `name "${each.slice(schema.length + 1)}" under bySchema: { "${schema}": … }`;
      return [{ rule: "privileges-schema", message, fix }];
    }),
  );
}

/** What a cast, or JavaScript, lets through. */
function unknownProblems(
  name: string,
  { tables, columns, sequences }: SchemaPrivilegesDescription,
): Problem[] {
  const unknown = (kind: string, given: readonly string[], known: readonly string[]) =>
    [...new Set(given)]
      .filter((privilege) => !known.includes(privilege))
      .map((privilege) => ({
        rule: "privileges-unknown",
        message: `privilege set "${name}" has "${privilege}" on ${kind}, which PostgreSQL doesn't know`,
        fix: `use ${known.join(", ")}`,
      }));
  const onTables = tables.flatMap((grant) => grant.privileges);
  const onColumns = columns.map((grant) => grant.privilege);
  const onSequences = sequences.flatMap((grant) => grant.privileges);
  return [
    ...unknown("tables", onTables, TABLE_PRIVILEGES),
    ...unknown("columns", onColumns, COLUMN_PRIVILEGES),
    ...unknown("sequences", onSequences, SEQUENCE_PRIVILEGES),
  ];
}

function quoted(names: readonly string[]): string {
  return names.map((name) => `"${name}"`).join(", ");
}
