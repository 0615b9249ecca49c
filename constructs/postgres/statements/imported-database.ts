import { makersIn, ownerOfSchema, ownersOf } from "../../access/database-owners";
import type { GroupDescription, PostgresDatabaseDescription } from "../../access/postgres-description";
import { schemaGrants } from "../../access/schema-grants";
import { publicRoleOf } from "../private/public-role";
import { checkSql, joinSql, leaveSql } from "./imported-database-check";
import { grantSql } from "./imported-database-grants";
import { givenIn, madeFor, rememberSql } from "./imported-database-memory";
import { fromPublicSql, keepAccessSql } from "./imported-database-public";
import { functionsSql } from "./imported-database-functions";
import type { ImportedLogin } from "./imported-login";
import type { IssuingFunctions } from "./issuing-functions";
import { block, quotedName, quotedText } from "./quoted";
import { settingsSql } from "./session-settings";

/**
 * What a DBA runs in the database, in one transaction, so that Vault can lease roles there: one group role per privilege
 * set, and Vault's account with its issuer; it gets no password here (set it with `\password`). What PUBLIC had, a role has
 * from then on, whose members keep their access. Nothing is changed unless all of it can be.
 * Can be run again when the stack has changed.
 *
 * @param functions what makes leased roles instead of statements of Vault's
 * @param others logins of the stack's other databases, which need nothing in this one
 */
export function importedDatabaseSql(
  database: PostgresDatabaseDescription,
  logins: readonly ImportedLogin[] = [],
  others: readonly string[] = [],
  functions?: IssuingFunctions,
): string[] {
  const { schemas, extensionSchemas = [], groups, keepsAccess = [] } = database;
  const publicRole = publicRoleOf(database.name);
  return [
    "BEGIN",
    // No function of anybody else is called for one of PostgreSQL's.
    "SET LOCAL search_path TO pg_catalog",
    // That a member is one already is no news.
    "SET LOCAL client_min_messages TO warning",
    checkSql(database, logins, others),
    joinSql(database),
    ...[...schemas, ...extensionSchemas].map((schema) => createSchema(database, schema)),
    createRole(database, publicRole, "NOLOGIN"),
    rememberSql(database, givenIn(database)),
    fromPublicSql(database, publicRole),
    keepAccessSql(keepsAccess, publicRole),
    ...ownersOf(database).flatMap(({ role }) => giveTo(database, role)),
    ...accountSql(database),
    ...groups.filter(({ privileges }) => !privileges.owner).flatMap((group) => groupSql(database, group)),
    ...logins.flatMap((login) => loginSql(database, login)),
    ...(functions ? functionsSql(database, functions) : []),
    leaveSql(),
    "COMMIT",
  ];
}

/** The privileges on the database and its schemas. */
function giveTo(database: PostgresDatabaseDescription, to: string): string[] {
  return givenIn(database)
    .filter(({ role }) => role === to)
    .map(
      ({ privileges, kind, object, role }) =>
        `GRANT ${privileges.join(", ")} ON ${kind.toUpperCase()} ${quotedName(object)} TO ${quotedName(role)}`,
    );
}

/** Makes a schema, unless it is there: `IF NOT EXISTS` asks for the right to make it, also then. */
function createSchema(database: PostgresDatabaseDescription, schema: string): string {
  const name = quotedName(schema);
  return block(
    "schema",
    `BEGIN
  IF NOT EXISTS (SELECT FROM pg_namespace WHERE nspname = ${quotedText(schema)}) THEN
    CREATE SCHEMA ${name} AUTHORIZATION ${quotedName(ownerOfSchema(database, schema))};
    COMMENT ON SCHEMA ${name} IS ${quotedText(madeFor(database))};
  END IF;
END`,
  );
}

/** Makes a role, unless it is there: PostgreSQL has no `IF NOT EXISTS` for roles. Then it becomes what it has to be. */
function createRole(database: PostgresDatabaseDescription, role: string, options: string): string {
  const name = quotedName(role);
  return block(
    "role",
    `BEGIN
  IF EXISTS (SELECT FROM pg_roles WHERE rolname = ${quotedText(role)}) THEN
    ALTER ROLE ${name} ${options};
  ELSE
    CREATE ROLE ${name} ${options};
    COMMENT ON ROLE ${name} IS ${quotedText(madeFor(database))};
  END IF;
END`,
  );
}

function accountSql(database: PostgresDatabaseDescription): string[] {
  const { account, issuer } = database;
  return [
    createRole(database, issuer, "NOLOGIN CREATEROLE INHERIT"),
    ...ownersOf(database).map(
      ({ role }) => `GRANT ${quotedName(role)} TO ${quotedName(issuer)} WITH ADMIN OPTION`,
    ),
    createRole(database, account, "LOGIN"),
    ...actsAs(database),
    ...giveTo(database, account),
  ];
}

/** Also where somebody made the account before. One that calls functions is a member of nothing. */
function actsAs({ account, issuer, issuingSchema }: PostgresDatabaseDescription): string[] {
  const [name, of] = [quotedName(account), quotedName(issuer)];
  if (issuingSchema === undefined)
    return [`GRANT ${of} TO ${name}`, `ALTER ROLE ${name} SET role = ${quotedText(issuer)}`];
  return [`REVOKE ${of} FROM ${name}`, `ALTER ROLE ${name} RESET role`];
}

function groupSql(database: PostgresDatabaseDescription, group: GroupDescription): string[] {
  const { role, privileges } = group;
  return [
    createRole(database, role, "NOLOGIN"),
    ...giveTo(database, role),
    ...(privileges.memberOf ?? []).map((each) => `GRANT ${quotedName(each)} TO ${quotedName(role)}`),
    ...schemaGrants(privileges).flatMap((grant) => grantSql(makersIn(database, grant.schema), role, grant)),
    `GRANT ${quotedName(role)} TO ${quotedName(database.issuer)} WITH ADMIN OPTION`,
  ];
}

/** It gets no password here, but from Vault. */
function loginSql(database: PostgresDatabaseDescription, login: ImportedLogin): string[] {
  const { userName, group, actsAsGroup, settings } = login;
  const name = quotedName(userName);
  const { connectionLimit } = settings ?? {};
  return [
    createRole(database, userName, "LOGIN"),
    `GRANT ${quotedName(group)} TO ${name}`,
    ...(actsAsGroup ? [`ALTER ROLE ${name} SET role = ${quotedText(group)}`] : []),
    ...(connectionLimit === undefined ? [] : [`ALTER ROLE ${name} CONNECTION LIMIT ${connectionLimit}`]),
    ...settingsSql(settings).map(([setting, value]) => `ALTER ROLE ${name} SET ${setting} = ${value}`),
    // From PostgreSQL 16, who changes its password needs ADMIN OPTION on it.
    `GRANT ${name} TO ${quotedName(database.issuer)} WITH ADMIN OPTION`,
  ];
}
