import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { nameArray, quotedText } from "./quoted";

/** Whether a server knows who may grant a role, and not only who may make one. */
export const KNOWS_ADMIN = "current_setting('server_version_num')::int >= 160000";

/** What extensions brought has the privileges that they gave it. */
const isOwn = (catalog: string) =>
  `NOT EXISTS (SELECT FROM pg_depend WHERE classid = '${catalog}'::regclass AND objid = o.oid AND deptype = 'e')`;

const OF_CLASS = `FROM pg_class o JOIN pg_namespace n ON n.oid = relnamespace
    WHERE relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND ${isOwn("pg_class")}`;
const OF_PROC = `FROM pg_proc o JOIN pg_namespace n ON n.oid = pronamespace
    WHERE ${isOwn("pg_proc")}`;
const KIND_OF_CLASS = "CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END";

/**
 * SQL for common table expressions: what there is in the described schemas, and schemas for extensions, but for what extensions brought, which has
 * the privileges that they gave it.
 *
 * - `objects`: kind, schema, name, the object as SQL takes it, its owner, and its access list
 * - `owners`: who each of these belongs to
 */
export function objectsIn({ schemas, extensionSchemas = [] }: PostgresDatabaseDescription): string {
  const within = `nspname = ANY (${nameArray(schemas)})`;
  return `objects AS (
    SELECT 'database' AS kind, NULL::name AS schema, datname AS name, format('%I', datname) AS object, datdba AS owner,
      coalesce(datacl, acldefault('d', datdba)) AS acl
    FROM pg_database WHERE datname = current_database()
    UNION ALL
    SELECT 'schema', nspname, nspname, format('%I', nspname), nspowner, coalesce(nspacl, acldefault('n', nspowner))
    FROM pg_namespace WHERE nspname = ANY (${nameArray([...schemas, ...extensionSchemas])})
    UNION ALL
    SELECT ${KIND_OF_CLASS}, nspname, relname, o.oid::regclass::text, relowner,
      coalesce(relacl, acldefault(CASE relkind WHEN 'S' THEN 's'::"char" ELSE 'r' END, relowner))
    ${OF_CLASS} AND ${within}
    UNION ALL
    SELECT 'routine', nspname, proname, o.oid::regprocedure::text, proowner, coalesce(proacl, acldefault('f', proowner))
    ${OF_PROC} AND ${within}
  )`;
}

/**
 * SQL for whether a routine of `pg_proc` may do more than its caller: a procedure, one that runs as its owner, and an aggregate
 * of such ones, whose owner has to be let through to them, and not its caller.
 */
export const canDoMore = (routine: string) =>
  `(${routine}.prokind = 'p' OR ${routine}.prosecdef OR EXISTS (
    SELECT FROM pg_aggregate JOIN pg_proc part ON part.oid IN (aggtransfn, aggfinalfn, aggcombinefn, aggmtransfn, aggminvtransfn, aggmfinalfn)
    WHERE aggfnoid = ${routine}.oid AND part.prosecdef))`;

/** SQL for all objects of a kind in a schema, as SQL takes them. */
export function allOf(kind: string, schema: string): string {
  const within = `nspname = ${quotedText(schema)}`;
  if (kind === "routine") return `SELECT o.oid::regprocedure ${OF_PROC} AND ${within}`;
  return `SELECT o.oid::regclass ${OF_CLASS} AND ${within} AND ${KIND_OF_CLASS} = ${quotedText(kind)}`;
}

/** SQL for what somebody holds on objects themselves. USAGE on schemas is PUBLIC's, whoever may use what is in them. */
export const heldBy = (grantee: string) =>
  `SELECT DISTINCT kind, object, owner, acl, privilege_type AS privilege FROM objects, aclexplode(acl)
    WHERE grantee = ${grantee} AND (kind <> 'schema' OR privilege_type = 'CREATE')`;

/** SQL for the OID of a role. */
export const oidOf = (role: string) => `(SELECT oid FROM pg_roles WHERE rolname = ${quotedText(role)})`;

/** SQL for whether who runs the script may grant a role of `pg_roles`. */
export const mayGrant = (role: string) =>
  `(pg_has_role(${role}.oid, 'MEMBER WITH ADMIN OPTION')
      OR NOT (${KNOWS_ADMIN}) AND NOT ${role}.rolsuper AND (SELECT rolcreaterole FROM pg_roles WHERE rolname = current_user))`;

/** SQL for whether who runs the script has all rights of a role of `pg_roles`, and may act as it. */
export const actsAs = (role: string) =>
  `(pg_has_role(${role}.oid, 'USAGE') AND pg_has_role(${role}.oid, CASE WHEN ${KNOWS_ADMIN} THEN 'SET' ELSE 'MEMBER' END))`;
