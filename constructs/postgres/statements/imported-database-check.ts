import { ownersOf } from "../../access/database-owners";
import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { type SchemaGrant, schemaGrants } from "../../access/schema-grants";
import type { ImportedLogin } from "./imported-login";
import { publicRoleOf } from "../private/public-role";
import { actsAs, heldBy, KNOWS_ADMIN, mayGrant, objectsIn } from "./imported-database-objects";
import { block, nameArray, objectName, quotedName, quotedText } from "./quoted";

/**
 * Looks at everything before anything is changed: whether who runs the script may do all of it, and whom it would cut off.
 * Says all that is in the way at once.
 */
export function checkSql(
  database: PostgresDatabaseDescription,
  logins: readonly ImportedLogin[],
  others: readonly string[],
): string {
  const losers = losersOf(database, [...logins.map(({ userName }) => userName), ...others]);
  return stopForProblems(database, logins, problemsOf(database), losers);
}

/**
 * A block that changes nothing, and stops for what is in the way.
 *
 * @param problems SQL for each of them, on `me`, `there` and `needed`, and on what `more` has
 * @param more common table expressions of one's own
 */
export function stopForProblems(
  database: PostgresDatabaseDescription,
  logins: readonly ImportedLogin[],
  problems: readonly string[],
  ...more: readonly string[]
): string {
  const tables = [objectsIn(database), rolesOf(database, logins), neededOf(database), ...more];
  return block(
    "check",
    `DECLARE
  problems text;
BEGIN
  ${rightDatabase(database)}
  WITH ${tables.join(", ")}
  SELECT string_agg('- ' || problem, E'\\n') INTO problems FROM (
    ${problems.join("\n    UNION ALL ")}
  ) found (problem);
  IF problems IS NOT NULL THEN
    RAISE EXCEPTION USING MESSAGE = E'nothing was changed:\\n' || problems;
  END IF;
END`,
  );
}

/** Who connects to another database would change that one. */
function rightDatabase({ name }: PostgresDatabaseDescription): string {
  return `IF current_database() <> ${quotedText(name)} THEN
    RAISE EXCEPTION 'nothing was changed: this is database %, and the script is for %',
      quote_ident(current_database()), quote_ident(${quotedText(name)});
  END IF;`;
}

/** Makes who runs the script a member of the owners for as long as it takes: an administrator need not be one. */
export function joinSql(database: PostgresDatabaseDescription): string {
  return block(
    "join",
    `DECLARE
  missing name;
  joined name[] := '{}';
BEGIN
  FOR missing IN
    WITH ${objectsIn(database)}, ${neededOf(database)}
    SELECT DISTINCT r.rolname FROM needed JOIN pg_roles r USING (oid) WHERE NOT ${actsAs("r")}
  LOOP
    EXECUTE format(CASE WHEN ${KNOWS_ADMIN} THEN 'GRANT %I TO CURRENT_USER WITH INHERIT TRUE, SET TRUE'
      ELSE 'GRANT %I TO CURRENT_USER' END, missing);
    joined := joined || missing;
  END LOOP;
  PERFORM set_config('dba_script.joined', joined::text, true);
END`,
  );
}

export function leaveSql(): string {
  return block(
    "leave",
    `DECLARE
  joined name;
BEGIN
  FOREACH joined IN ARRAY current_setting('dba_script.joined')::name[] LOOP
    EXECUTE format('REVOKE %I FROM CURRENT_USER', joined);
  END LOOP;
END`,
  );
}

/** `me`: who runs the script. `there`: roles of the stack that are there already. */
function rolesOf(database: PostgresDatabaseDescription, logins: readonly ImportedLogin[]): string {
  const { account, issuer, groups } = database;
  const roles = [
    ...ownersOf(database).map(({ role }) => [role, "owner"]),
    [account, "account"],
    [issuer, "issuer"],
    [publicRoleOf(database.name), "public"],
    ...groups.filter(({ privileges }) => !privileges.owner).map(({ role }) => [role, "group"]),
    ...predefinedRoles(database).map((role) => [role, "role of PostgreSQL's own"]),
    ...logins.map(({ userName }) => [userName, "login"]),
  ];
  return `me AS (SELECT * FROM pg_roles WHERE rolname = current_user),
  described (role, part) AS (VALUES ${roles.map((each) => `(${each.map((text) => quotedText(text)).join(", ")})`).join(", ")}),
  there AS (SELECT r.*, part FROM described JOIN pg_roles r ON rolname = role)`;
}

/** Roles of PostgreSQL's own that groups are members of. */
function predefinedRoles({ groups }: PostgresDatabaseDescription): string[] {
  return [...new Set(groups.flatMap(({ privileges }) => privileges.memberOf ?? []))];
}

/** `needed`: what is granted on or taken from PUBLIC, and the roles that may do that. */
function neededOf(database: PostgresDatabaseDescription): string {
  const grants = database.groups.flatMap(({ privileges }) => schemaGrants(privileges));
  const values = grants.filter(({ existing }) => existing).map(grantValues);
  return `granted (schema, kind, name) AS (${values.length ? `VALUES ${values.join(", ")}` : "SELECT NULL::name, NULL::text, NULL::name"}),
  needed AS (
    SELECT kind, object, CASE WHEN owner = 'pg_database_owner'::regrole
      THEN (SELECT datdba FROM pg_database WHERE datname = current_database()) ELSE owner END AS oid
    FROM objects o
    WHERE kind IN ('database', 'schema') OR EXISTS (SELECT FROM aclexplode(acl) WHERE grantee = 0)
      OR EXISTS (SELECT FROM granted g WHERE g.schema = o.schema AND g.kind = o.kind AND o.name = coalesce(g.name, o.name))
    UNION
    SELECT 'role', format('%I', rolname), oid FROM pg_roles
    WHERE rolname = ANY (${nameArray(ownersOf(database).map(({ role }) => role))})
  )`;
}

function grantValues({ schema, kind, object }: SchemaGrant): string {
  // A routine may be named with the types of its arguments.
  const name = object === undefined ? "NULL" : quotedText(object.replace(/\(.*$/s, ""));
  return `(${quotedText(schema)}::name, ${quotedText(kind === "column" ? "table" : kind)}, ${name}::name)`;
}

/** `losers`: logins that have something through PUBLIC alone, which they would lose unsaid. */
function losersOf(database: PostgresDatabaseDescription, logins: readonly string[]): string {
  const { account, groups, keepsAccess = [], losesAccess = [] } = database;
  const owners = ownersOf(database).map(({ role }) => role);
  const members = groups.map(({ role }) => role);
  const known = [account, ...logins];
  return `losers AS (
    SELECT r.rolname, string_agg(DISTINCT format('%s on %s', h.privilege, h.kind), ', ') AS loss
    FROM pg_roles r, (SELECT DISTINCT kind, owner, acl, privilege FROM (${heldBy("0")}) every) h
    WHERE r.rolcanlogin AND NOT r.rolsuper AND has_database_privilege(r.oid, current_database(), 'CONNECT') AND r.rolname <> ALL (${nameArray(known)})
      AND NOT ${memberOf(losesAccess, "MEMBER")} AND NOT ${memberOf(keepsAccess, "USAGE")} AND NOT ${isLease(members)}
      AND NOT (h.kind = 'database' AND (${memberOf(owners, "USAGE")} OR h.privilege = 'CONNECT' AND ${memberOf(members, "USAGE")}))
      AND NOT pg_has_role(r.oid, h.owner, 'USAGE') AND NOT EXISTS (
        SELECT FROM aclexplode(h.acl) a
        WHERE a.privilege_type = h.privilege AND a.grantee <> 0 AND pg_has_role(r.oid, a.grantee, 'USAGE'))
    GROUP BY r.rolname
    UNION ALL
    SELECT r.rolname, 'what it kept when the script was run before' FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member
    WHERE m.roleid = (SELECT oid FROM pg_roles WHERE rolname = ${quotedText(publicRoleOf(database.name))})
      AND r.rolname <> ALL (${nameArray([...keepsAccess, ...losesAccess])}) AND NOT m.admin_option
  )`;
}

/** Whether a role `r` is one of these, or a member of one that is there. */
function memberOf(roles: readonly string[], how: "MEMBER" | "USAGE"): string {
  return `EXISTS (SELECT FROM pg_roles k WHERE k.rolname = ANY (${nameArray(roles)}) AND pg_has_role(r.oid, k.oid, '${how}'))`;
}

/** Whether a role `r` was leased by Vault: no other member of a group has an end. */
export function isLease(groups: readonly string[]): string {
  return `(r.rolvaliduntil IS NOT NULL AND EXISTS (SELECT FROM pg_auth_members JOIN pg_roles g ON g.oid = roleid
        WHERE member = r.oid AND g.rolname = ANY (${nameArray(groups)})))`;
}

function problemsOf(database: PostgresDatabaseDescription): string[] {
  const { keepsAccess = [] } = database;
  return [
    ...mayRunProblems(),
    `SELECT format('there is no role %I, the owner: make it, or name the one that there is', role)
      FROM described WHERE part = 'owner' AND role NOT IN (SELECT rolname FROM there)`,
    `SELECT format('there is no role %I, which a privilege set is a member of: this server is too old for it', name)
      FROM unnest(${nameArray(predefinedRoles(database))}) name WHERE name NOT IN (SELECT rolname FROM there)`,
    ownershipProblem,
    attributeProblem,
    ...missingObjects(database),
    `SELECT format('there is no role %I, which keepsAccess names: take it out, or correct it', kept)
      FROM unnest(${nameArray(keepsAccess)}) kept WHERE kept NOT IN (SELECT rolname FROM pg_roles)`,
    `SELECT format('role %I, which keepsAccess names, doesn''t inherit what it is a member of: ALTER ROLE %1$I INHERIT', rolname)
      FROM pg_roles WHERE rolname = ANY (${nameArray(keepsAccess)}) AND NOT rolinherit AND NOT (${KNOWS_ADMIN})`,
    loserProblem,
  ];
}

/** What who runs a script must be able to with roles. */
export function mayRunProblems(): string[] {
  return [
    `SELECT format('role %I may not make roles: run this as a superuser or as a role with CREATEROLE', rolname)
      FROM me WHERE NOT (rolsuper OR rolcreaterole)`,
    `SELECT format('role %I may not grant role %I: run this as a superuser, or GRANT %2$I TO %1$I WITH ADMIN OPTION', me.rolname, there.rolname)
      FROM me, there WHERE NOT ${mayGrant("there")} AND me.rolcreaterole`,
  ];
}

export const ownershipProblem = `SELECT format('role %I can''t act as %I, whose are %s: run this as a superuser, or %s',
        me.rolname, r.rolname, concat_ws(', ', VARIADIC (array_agg(n.kind || ' ' || n.object ORDER BY n.kind, n.object))[1:3])
        || CASE WHEN count(*) > 3 THEN format(' and %s more', count(*) - 3) ELSE '' END,
        CASE WHEN r.rolsuper THEN 'let somebody else own them' ELSE format('GRANT %I TO %I', r.rolname, me.rolname) END)
      FROM needed n JOIN pg_roles r USING (oid), me
      WHERE NOT ${actsAs("r")} AND NOT (${mayGrant("r")} AND (me.rolinherit OR ${KNOWS_ADMIN}))
      GROUP BY r.rolname, r.rolsuper, me.rolname`;

/** A leased role would have them, too, or could be Vault's account's way to them. */
const attributeProblem = `SELECT format('role %I, the %s, is %s: ALTER ROLE %1$I %4$s', rolname, part,
        replace(attributes, ' ', ' and '), regexp_replace(attributes, '(\\w+)', 'NO\\1', 'g'))
      FROM there, concat_ws(' ', CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreatedb THEN 'CREATEDB' END,
        CASE WHEN rolcreaterole AND part <> 'issuer' THEN 'CREATEROLE' END, CASE WHEN rolreplication THEN 'REPLICATION' END,
        CASE WHEN rolbypassrls THEN 'BYPASSRLS' END,
        CASE WHEN rolcanlogin AND part IN ('group', 'issuer', 'public') THEN 'LOGIN' END) attributes
      WHERE attributes <> ''`;

const loserProblem = `SELECT format('login %I would lose %s%s: name it in keepsAccess of the database, or in losesAccess',
        rolname, loss, (SELECT ', and is connected now' FROM pg_stat_activity
          WHERE usename = rolname AND datname = current_database() LIMIT 1))
      FROM losers`;

/** Tables, columns, sequences and routines that sets name. */
function missingObjects({ groups }: PostgresDatabaseDescription): string[] {
  return groups.flatMap(({ privileges }) => {
    const set = `which privilege set ${quotedName(privileges.name)} names: make it first, or take it out`;
    const problems = schemaGrants(privileges).flatMap((grant) => missingObject(grant, set));
    return [...new Set(problems)];
  });
}

function missingObject({ schema, kind, object, columns = [] }: SchemaGrant, set: string): string[] {
  if (object === undefined) return [];
  const isRoutine = kind === "routine";
  const name = objectName(schema, object);
  const lookUp = isRoutine ? (object.includes("(") ? "to_regprocedure" : "to_regproc") : "to_regclass";
  const found = `${lookUp}(${quotedText(name)})`;
  const what = kind === "column" ? "table" : kind;
  return [
    `SELECT ${quotedText(`there is no ${what} ${name}${isRoutine ? ", or more than one" : ""}, ${set}`)} WHERE ${found} IS NULL`,
    ...columns.map(
      (column) => `SELECT ${quotedText(`table ${name} has no column ${quotedName(column)}, ${set}`)}
      WHERE ${found} IS NOT NULL AND NOT EXISTS (SELECT FROM pg_attribute
        WHERE attrelid = ${found} AND attname = ${quotedText(column)} AND NOT attisdropped)`,
    ),
  ];
}
