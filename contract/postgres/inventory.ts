import type { Session } from "../../clients/postgres-session";
import { type Catalog, catalogsIn, nameOfObject } from "./catalogs";

/**
 * Everything that somebody made or changed since PostgreSQL was initialized, and every privilege on it of somebody who
 * doesn't own it, a line each.
 *
 * @param shared what all databases of the server have in common, or what is in this one
 */
export async function inventoryOf(session: Session, shared: boolean): Promise<string[]> {
  const catalogs = (await catalogsIn(session)).filter(({ isShared }) => isShared === shared);
  // What initdb wrote is older than what a database was frozen at.
  const [row] = await session.query(
    "SELECT datfrozenxid::text AS frozen FROM pg_database WHERE datname = current_database()",
  );
  const isNew = `age(t.xmin) <= age('${String(row?.frozen)}'::xid)`;
  const rows = await session.query(
    `WITH new AS (${catalogs.flatMap((catalog) => objectsIn(catalog, isNew)).join(" UNION ALL ")}), ${TOLD}
     ${catalogs
       .flatMap((catalog) => linesOf(catalog, isNew))
       .map((select) => `UNION ${select}`)
       .join(" ")}`,
  );
  return rows
    .map(({ line }) => String(line))
    .filter((line) => !line.includes(" pg_toast."))
    .sort();
}

function objectsIn({ rows, line, address, owner, acl }: Catalog, isNew: string): string[] {
  if (line || !address) return [];
  const { catalog, id, part } = address;
  const isWhole = part === "0";
  const condition = isWhole
    ? `(${id} >= 16384 OR ${isNew})`
    : `${isNew} AND ${acl?.own ?? "NULL"} IS NOT NULL`;
  return [
    `SELECT ${catalog}::oid AS catalog, ${id} AS id, (${part})::int AS part, (${owner ?? "NULL"})::oid AS owner,
       (${acl?.own ?? "NULL"})::aclitem[] AS acl, (${acl?.initial ?? "NULL"})::aclitem[] AS initial FROM ${rows} WHERE ${condition}`,
  ];
}

/**
 * What is a part of something that somebody made, or of an extension, is told with it; whose defaults they are is in their
 * name. A partitioned table is no part of itself. That a column is NOT NULL is told as little as before 18, where it is no
 * object of its own.
 */
const TOLD = `told AS (
    SELECT *, ${nameOfObject("catalog, id, part")} AS name, EXISTS (
      SELECT FROM pg_depend WHERE (classid, objid) = (catalog, id) AND deptype IN ('i', 'e') AND refobjid >= 16384
        AND (refclassid, refobjid) <> (catalog, id)) OR EXISTS (
      SELECT FROM pg_constraint c WHERE (catalog, id) = ('pg_constraint'::regclass, c.oid) AND contype = 'n') AS is_part
    FROM new)
  SELECT concat(name, CASE WHEN catalog <> 'pg_default_acl'::regclass THEN ' of ' || pg_get_userbyid(owner) END) AS line
  FROM told WHERE part = 0 AND NOT is_part
  UNION SELECT concat(privilege_type, ' on ', name, ' to ', CASE grantee WHEN 0 THEN 'PUBLIC' ELSE pg_get_userbyid(grantee) END,
      CASE WHEN is_grantable THEN ' with grant option' END)
  FROM told, aclexplode(coalesce(acl, CASE WHEN NOT is_part THEN initial END)) WHERE grantee <> coalesce(owner, 10)`;

function linesOf({ rows, line }: Catalog, isNew: string): string[] {
  return line ? [`SELECT ${line} FROM ${rows} WHERE ${isNew}`] : [];
}
