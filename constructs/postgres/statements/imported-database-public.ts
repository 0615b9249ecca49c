import { ownersOf } from "../../access/database-owners";
import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { heldBy, KNOWS_ADMIN, objectsIn, oidOf } from "./imported-database-objects";
import { block, nameArray, quotedName, quotedText } from "./quoted";

/** Gives what PUBLIC has to a role, whose members go on by it; from there it can be given back. */
export function fromPublicSql(database: PostgresDatabaseDescription, role: string): string {
  return moveSql(database, { oid: "0", name: "PUBLIC" }, { oid: oidOf(role), name: quotedName(role) });
}

/** Gives it back. */
export function toPublicSql(database: PostgresDatabaseDescription, role: string): string {
  return moveSql(database, { oid: oidOf(role), name: quotedName(role) }, { oid: "0", name: "PUBLIC" });
}

interface Grantee {
  /** SQL for its OID. */
  readonly oid: string;
  /** As SQL takes it. */
  readonly name: string;
}

function moveSql(database: PostgresDatabaseDescription, from: Grantee, to: Grantee): string {
  return block(
    "public",
    `DECLARE
  held record;
BEGIN
  FOR held IN WITH ${objectsIn(database)} ${heldBy(from.oid)} LOOP
    EXECUTE format('GRANT %s ON %s %s TO %s', held.privilege, held.kind, held.object, ${quotedText(to.name)});
    EXECUTE format('REVOKE %s ON %s %s FROM %s', held.privilege, held.kind, held.object, ${quotedText(from.name)});
  END LOOP;
  FOR held IN ${defaultsOf(database, from.oid)} LOOP
    EXECUTE format('%s GRANT %s ON %s TO %s', held.defaults, held.privilege, held.kind, ${quotedText(to.name)});
    EXECUTE format('%s REVOKE %s ON %s FROM %s', held.defaults, held.privilege, held.kind, ${quotedText(from.name)});
  END LOOP;
END`,
  );
}

/** What somebody gets on what owners make later. Without an entry, PUBLIC may execute and use it. */
function defaultsOf(database: PostgresDatabaseDescription, grantee: string): string {
  const owners = nameArray(ownersOf(database).map(({ role }) => role));
  return `SELECT format('ALTER DEFAULT PRIVILEGES FOR ROLE %I', rolname) ||
      coalesce((SELECT format(' IN SCHEMA %I', nspname) FROM pg_namespace n WHERE n.oid = namespace), '') AS defaults,
      privilege_type AS privilege,
      CASE kind WHEN 'r' THEN 'TABLES' WHEN 'S' THEN 'SEQUENCES' WHEN 'f' THEN 'ROUTINES' WHEN 'T' THEN 'TYPES' END AS kind
    FROM pg_roles maker, LATERAL (
      SELECT defaclnamespace, defaclobjtype, defaclacl FROM pg_default_acl
      WHERE defaclrole = maker.oid AND (defaclnamespace = 0
        OR defaclnamespace IN (SELECT oid FROM pg_namespace WHERE nspname = ANY (${nameArray(database.schemas)})))
      UNION ALL
      SELECT 0, missing, acldefault(missing, maker.oid) FROM unnest('{f,T}'::"char"[]) missing
      WHERE NOT EXISTS (SELECT FROM pg_default_acl
        WHERE defaclrole = maker.oid AND defaclnamespace = 0 AND defaclobjtype = missing)
    ) entries (namespace, kind, acl), aclexplode(acl)
    WHERE rolname = ANY (${owners}) AND grantee = ${grantee} AND kind IN ('r', 'S', 'f', 'T')`;
}

/** Makes those that keep their access members of the role that has what PUBLIC had, and nobody else. */
export function keepAccessSql(keepsAccess: readonly string[], role: string): string {
  return block(
    "keep",
    `DECLARE
  login record;
BEGIN
  FOR login IN SELECT m.rolname, g.rolname AS grantor FROM pg_auth_members a
    JOIN pg_roles m ON m.oid = a.member JOIN pg_roles g ON g.oid = a.grantor
    WHERE a.roleid = ${oidOf(role)} AND NOT a.admin_option AND m.rolname <> ALL (${nameArray(keepsAccess)})
  LOOP
    EXECUTE format('REVOKE %I FROM %I', ${quotedText(role)}, login.rolname)
      || CASE WHEN ${KNOWS_ADMIN} THEN format(' GRANTED BY %I', login.grantor) ELSE '' END;
  END LOOP;
  FOR login IN SELECT rolname FROM pg_roles WHERE rolname = ANY (${nameArray(keepsAccess)}) LOOP
    EXECUTE format('GRANT %I TO %I', ${quotedText(role)}, login.rolname)
      || CASE WHEN ${KNOWS_ADMIN} THEN ' WITH INHERIT TRUE' ELSE '' END;
  END LOOP;
END`,
  );
}
