import { makersIn, ownerOfSchema, ownersOf } from "../../access/database-owners";
import { type SchemaGrant, schemaGrants } from "../../access/schema-grants";
import type { SessionDescription } from "../../access/session-description";
import { settingsSql } from "./session-settings";
import type { PostgresDatabaseDescription, GroupDescription } from "../../access/postgres-description";

/** A login of a static role, as a DBA makes it. */
export interface ImportedLogin extends SessionDescription {
  readonly userName: string;
  /** The group that it is a member of. */
  readonly group: string;
}

/**
 * What a DBA runs, in the database and as its administrator, so that Vault can lease roles there:
 * one group role per privilege set, and Vault's account with its issuer; it gets no password here
 * (set it with `\password`). Can be run again when the stack has changed. The same as `PostgresDatabase` makes through Terraform.
 */
export function importedDatabaseSql(
  database: PostgresDatabaseDescription,
  logins: readonly ImportedLogin[] = [],
): string[] {
  const { name, account, issuer, schemas, extensionSchemas = [], groups } = database;
  const owners = ownersOf(database);
  return [
    ...owners.map(({ role }) => `GRANT CONNECT, CREATE, TEMPORARY ON DATABASE "${name}" TO "${role}"`),
    ...makersIn(database, "public").map((role) => `GRANT CREATE, USAGE ON SCHEMA "public" TO "${role}"`),
    `REVOKE ALL ON DATABASE "${name}" FROM PUBLIC`,
    ...owners.flatMap(({ role }) => [
      `ALTER DEFAULT PRIVILEGES FOR ROLE "${role}" REVOKE ALL ON ROUTINES FROM PUBLIC`,
      `ALTER DEFAULT PRIVILEGES FOR ROLE "${role}" REVOKE ALL ON TYPES FROM PUBLIC`,
    ]),
    ...schemas.filter((schema) => schema !== "public").flatMap((schema) => schemaSql(database, schema)),
    ...extensionSchemas.flatMap((schema) => [
      `CREATE SCHEMA IF NOT EXISTS "${schema}" AUTHORIZATION "${database.owner}"`,
      ...owners.map(({ role }) => `GRANT USAGE ON SCHEMA "${schema}" TO "${role}"`),
    ]),
    ...schemas.map((schema) => `REVOKE ALL ON ALL ROUTINES IN SCHEMA "${schema}" FROM PUBLIC`),
    createRole(issuer, "NOLOGIN CREATEROLE"),
    ...owners.map(({ role }) => `GRANT "${role}" TO "${issuer}" WITH ADMIN OPTION`),
    createRole(account, "LOGIN"),
    // Also where somebody made the account before.
    `GRANT "${issuer}" TO "${account}"`,
    `ALTER ROLE "${account}" SET role = '${issuer}'`,
    `GRANT CONNECT ON DATABASE "${name}" TO "${account}"`,
    ...groups.filter((group) => !group.privileges.owner).flatMap((group) => groupSql(database, group)),
    ...logins.flatMap((login) => loginSql(database, login)),
  ];
}

/** Whoever else makes objects in a schema may. */
function schemaSql(database: PostgresDatabaseDescription, schema: string): string[] {
  const owner = ownerOfSchema(database, schema);
  return [
    `CREATE SCHEMA IF NOT EXISTS "${schema}" AUTHORIZATION "${owner}"`,
    ...makersIn(database, schema)
      .filter((role) => role !== owner)
      .map((role) => `GRANT CREATE, USAGE ON SCHEMA "${schema}" TO "${role}"`),
  ];
}

/** Makes a role, unless it is there: PostgreSQL has no `IF NOT EXISTS` for roles. */
function createRole(name: string, options: string): string {
  const create = `CREATE ROLE "${name}" ${options}`;
  return `DO $$ BEGIN ${create}; EXCEPTION WHEN duplicate_object THEN NULL; END $$`;
}

function groupSql(database: PostgresDatabaseDescription, group: GroupDescription): string[] {
  const { role, privileges } = group;
  return [
    createRole(role, "NOLOGIN"),
    `GRANT ${privileges.temporary ? "CONNECT, TEMPORARY" : "CONNECT"} ON DATABASE "${database.name}" TO "${role}"`,
    ...(privileges.memberOf ?? []).map((each) => `GRANT "${each}" TO "${role}"`),
    ...schemaGrants(privileges).flatMap((grant) => grantSql(makersIn(database, grant.schema), role, grant)),
    `GRANT "${role}" TO "${database.issuer}" WITH ADMIN OPTION`,
  ];
}

/** It gets no password here, but from Vault. */
function loginSql(
  { issuer }: PostgresDatabaseDescription,
  { userName, group, actsAsGroup, settings }: ImportedLogin,
): string[] {
  return [
    createRole(userName, "LOGIN"),
    `GRANT "${group}" TO "${userName}"`,
    ...(actsAsGroup ? [`ALTER ROLE "${userName}" SET role = '${group}'`] : []),
    ...(settings?.connectionLimit === undefined
      ? []
      : [`ALTER ROLE "${userName}" CONNECTION LIMIT ${settings.connectionLimit}`]),
    ...settingsSql(settings).map(([name, value]) => `ALTER ROLE "${userName}" SET ${name} = ${value}`),
    // From PostgreSQL 16, who changes its password needs ADMIN OPTION on it.
    `GRANT "${userName}" TO "${issuer}" WITH ADMIN OPTION`,
  ];
}

function grantSql(makers: readonly string[], role: string, grant: SchemaGrant): string[] {
  const { schema, kind, privileges } = grant;
  const list = privileges.join(", ");
  const kinds = `${kind.toUpperCase()}S`;
  const within = schema === "*" ? "" : ` IN SCHEMA "${schema}"`;
  return [
    ...(grant.existing ? [grantOnExisting(role, grant)] : []),
    ...(grant.future
      ? makers.map(
          (maker) =>
            `ALTER DEFAULT PRIVILEGES FOR ROLE "${maker}"${within} GRANT ${list} ON ${kinds} TO "${role}"`,
        )
      : []),
  ];
}

function grantOnExisting(role: string, grant: SchemaGrant): string {
  const { schema, kind, callersOnly, privileges } = grant;
  if (callersOnly) return grantOnCallersFunctions(role, schema);
  const objects = objectsOf(grant, `${kind.toUpperCase()}S`);
  return `GRANT ${privileges.join(", ")}${columnsOf(grant)} ON ${objects} TO "${role}"`;
}

/** Procedures and what runs as its owner can do more than read: these are granted by name. */
function grantOnCallersFunctions(role: string, schema: string): string {
  const functions = `SELECT oid FROM pg_catalog.pg_proc WHERE pronamespace = '"${schema}"'::regnamespace AND prokind <> 'p' AND NOT prosecdef`;
  const grant = `EXECUTE pg_catalog.format('GRANT EXECUTE ON FUNCTION %s TO %I', routine, '${role}')`;
  return `DO $$ DECLARE routine regprocedure; BEGIN FOR routine IN ${functions} LOOP ${grant}; END LOOP; END $$`;
}

function objectsOf({ schema, kind, object }: SchemaGrant, kinds: string): string {
  if (kind === "schema") return `SCHEMA "${schema}"`;
  if (kind === "routine" && object) return `ROUTINE ${routineName(schema, object)}`;
  if (object) return `${kind === "sequence" ? "SEQUENCE " : ""}"${schema}"."${object}"`;
  return `ALL ${kinds} IN SCHEMA "${schema}"`;
}

/** What `purge(integer)` is in a schema. */
function routineName(schema: string, routine: string): string {
  const [, name, types = ""] = /^([^(]*)(.*)$/s.exec(routine) ?? [];
  return `"${schema}"."${name}"${types}`;
}

function columnsOf({ columns }: SchemaGrant): string {
  return columns ? ` (${columns.map((column) => `"${column}"`).join(", ")})` : "";
}
