import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { publicRoleOf } from "../private/public-role";
import { undoFunctionsSql } from "./imported-database-functions";
import type { ImportedLogin } from "./imported-login";
import {
  isLease,
  joinSql,
  leaveSql,
  mayRunProblems,
  ownershipProblem,
  stopForProblems,
} from "./imported-database-check";
import { GIVEN_LINE, givenIn, givenRows, isMadeFor } from "./imported-database-memory";
import { KNOWS_ADMIN } from "./imported-database-objects";
import { toPublicSql } from "./imported-database-public";
import { block, nameArray, quotedName, quotedText } from "./quoted";

/**
 * Undoes what a DBA ran, in one transaction: gives PUBLIC back what it had, and drops what was made. A role that was there
 * before stays, with what it was granted on objects. Changes nothing while a lease is out.
 */
export function importedDatabaseUndoSql(
  database: PostgresDatabaseDescription,
  logins: readonly ImportedLogin[] = [],
): string[] {
  const { account, issuer, groups } = database;
  const publicRole = publicRoleOf(database.name);
  const groupRoles = groups.filter(({ privileges }) => !privileges.owner).map(({ role }) => role);
  return [
    "BEGIN",
    "SET LOCAL search_path TO pg_catalog",
    undoCheckSql(database, logins),
    joinSql(database),
    takeBackSql(database),
    toPublicSql(database, publicRole),
    ...logins.map(({ userName, group }) =>
      dropRoleSql(database, userName, `ALTER ROLE %1$I RESET role; REVOKE ${quotedName(group)} FROM %1$I`),
    ),
    dropRoleSql(database, account, "ALTER ROLE %1$I RESET role"),
    ...undoFunctionsSql(database),
    ...[issuer, ...groupRoles, publicRole].map((role) => dropRoleSql(database, role)),
    ...[...database.schemas, ...(database.extensionSchemas ?? [])].map((schema) =>
      dropSchemaSql(database, schema),
    ),
    leaveSql(),
    "COMMIT",
  ];
}

function undoCheckSql(database: PostgresDatabaseDescription, logins: readonly ImportedLogin[]): string {
  const leases = `SELECT format('role %I is leased: vault lease revoke -prefix -sync <mount>/creds', r.rolname)
      FROM pg_roles r WHERE ${isLease(database.groups.map(({ role }) => role))}
        AND r.rolname <> ALL (${nameArray(logins.map(({ userName }) => userName))})`;
  const nothing = `SELECT 'there is nothing to undo: the script was not run in this database'
      WHERE NOT EXISTS (SELECT FROM there WHERE part = 'public')`;
  return stopForProblems(database, logins, [nothing, ...mayRunProblems(), ownershipProblem, leases]);
}

/** Takes back what roles that are there lacked before. */
function takeBackSql(database: PostgresDatabaseDescription): string {
  const publicRole = quotedText(quotedName(publicRoleOf(database.name)));
  return block(
    "given",
    `DECLARE
  gave jsonb := shobj_description(${publicRole}::regrole, 'pg_authid')::jsonb -> 'gave';
  taken record;
BEGIN
  FOR taken IN SELECT * FROM ${givenRows(givenIn(database))} JOIN pg_roles ON rolname = role WHERE gave ? ${GIVEN_LINE} LOOP
    EXECUTE format('REVOKE %s ON %s %I FROM %I', taken.privilege, taken.kind, taken.name, taken.role);
  END LOOP;
END`,
  );
}

/**
 * A role that another database uses is dropped there.
 *
 * @param instead what is undone of a role that was there before
 */
function dropRoleSql(database: PostgresDatabaseDescription, role: string, instead?: string): string {
  const name = quotedName(role);
  return block(
    "drop",
    `DECLARE
  dropped record;
BEGIN
  SELECT oid, shobj_description(oid, 'pg_authid') AS comment INTO dropped FROM pg_roles WHERE rolname = ${quotedText(role)};
  IF dropped.oid IS NULL THEN
    RETURN;
  ELSIF NOT ${isMadeFor(database, "dropped.comment")} THEN${
    instead === undefined
      ? ""
      : `
    EXECUTE format(${quotedText(instead)}, ${quotedText(role)});`
  }
    RAISE NOTICE 'role % was there before, and stays with what it was granted', ${quotedText(name)};
  ELSIF EXISTS (SELECT FROM pg_shdepend, pg_database d WHERE datname = current_database()
      AND refclassid = 'pg_authid'::regclass AND refobjid = dropped.oid
      AND (dbid NOT IN (0, d.oid) OR classid = 'pg_database'::regclass AND objid <> d.oid)) THEN
    RAISE NOTICE 'role % has something in another database, and stays with what it was granted', ${quotedText(name)};
  ELSE
    IF NOT pg_has_role(dropped.oid, 'USAGE') THEN
      EXECUTE ${quotedText(`GRANT ${name} TO CURRENT_USER`)} || CASE WHEN ${KNOWS_ADMIN} THEN ' WITH INHERIT TRUE' ELSE '' END;
    END IF;
    DROP OWNED BY ${name};
    DROP ROLE ${name};
  END IF;
END`,
  );
}

/** A schema in which somebody has made something since stays. */
function dropSchemaSql(database: PostgresDatabaseDescription, schema: string): string {
  const name = quotedName(schema);
  return block(
    "schema",
    `BEGIN
  IF ${isMadeFor(database, `obj_description(to_regnamespace(${quotedText(name)}), 'pg_namespace')`)} THEN
    DROP SCHEMA ${name};
  END IF;
EXCEPTION WHEN dependent_objects_still_exist THEN
  RAISE NOTICE 'schema % has objects, and stays', ${quotedText(name)};
END`,
  );
}
