import { makersIn, ownersOf } from "../../access/database-owners";
import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { publicRoleOf } from "../private/public-role";
import { objectsIn } from "./imported-database-objects";
import { block, quotedName, quotedText } from "./quoted";

/** Privileges that a role may have had before. */
export interface Given {
  readonly privileges: readonly string[];
  readonly kind: "database" | "schema";
  readonly object: string;
  readonly role: string;
}

/** What roles are given that may have had it before. */
export function givenIn(database: PostgresDatabaseDescription): Given[] {
  const { name, account, schemas, extensionSchemas = [], groups } = database;
  const onDatabase = (role: string, ...privileges: string[]): Given => ({
    privileges,
    kind: "database",
    object: name,
    role,
  });
  return [
    ...ownersOf(database).map(({ role }) => onDatabase(role, "CONNECT", "CREATE", "TEMPORARY")),
    ...schemas.flatMap((schema) =>
      makersIn(database, schema).map((role): Given => ({
        privileges: ["CREATE", "USAGE"],
        kind: "schema",
        object: schema,
        role,
      })),
    ),
    ...extensionSchemas.flatMap((schema) =>
      ownersOf(database).map(({ role }): Given => ({
        privileges: ["USAGE"],
        kind: "schema",
        object: schema,
        role,
      })),
    ),
    onDatabase(account, "CONNECT"),
    ...groups
      .filter(({ privileges }) => !privileges.owner)
      .map(({ role, privileges }) =>
        privileges.temporary ? onDatabase(role, "CONNECT", "TEMPORARY") : onDatabase(role, "CONNECT"),
      ),
  ];
}

/** The comment on what the script makes: what undoes it takes away nothing else. */
export function madeFor({ name }: PostgresDatabaseDescription): string {
  return JSON.stringify({ madeFor: name });
}

/** SQL for whether a comment says that the script made something. */
export const isMadeFor = ({ name }: PostgresDatabaseDescription, comment: string) =>
  `coalesce(CASE WHEN ${comment} LIKE '{%"madeFor"%}' THEN ${comment}::jsonb ->> 'madeFor' END = ${quotedText(name)}, false)`;

/** SQL for a record of each privilege that is given: privilege, kind, name, role. */
export function givenRows(given: readonly Given[]): string {
  const rows = given.flatMap(({ privileges, kind, object, role }) =>
    privileges.map((privilege) => `(${[privilege, kind, object, role].map(quotedText).join(", ")})`),
  );
  return `(VALUES ${rows.join(", ")}) given (privilege, kind, name, role)`;
}

/** SQL for a line about one of them. */
export const GIVEN_LINE = "format('%s on %s %I to %I', given.privilege, given.kind, given.name, given.role)";

/** Writes down, as a comment on the role that has what PUBLIC had, which privileges roles that are there are given only now. */
export function rememberSql(database: PostgresDatabaseDescription, given: readonly Given[]): string {
  const publicRole = publicRoleOf(database.name);
  return block(
    "remember",
    `DECLARE
  memory jsonb := shobj_description(${quotedText(quotedName(publicRole))}::regrole, 'pg_authid');
BEGIN
  WITH ${objectsIn(database)}
  SELECT memory || jsonb_build_object('gave', coalesce(memory -> 'gave', '[]') || coalesce(jsonb_agg(${GIVEN_LINE}), '[]'))
  INTO memory
  FROM ${givenRows(given)} JOIN objects o ON o.kind = given.kind AND o.name = given.name JOIN pg_roles r ON r.rolname = given.role
  WHERE NOT EXISTS (SELECT FROM aclexplode(o.acl) WHERE grantee = r.oid AND privilege_type = given.privilege);
  EXECUTE format('COMMENT ON ROLE %I IS %L', ${quotedText(publicRole)}, memory);
END`,
  );
}
