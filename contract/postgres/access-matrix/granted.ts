import type { Session } from "../../../clients/postgres-session";
import { grouped } from "../../grouped";
import type { ColumnAccess } from "./access-matrix";
import { COLUMN_PRIVILEGES, FAMILY, type Family, OWNER, PRIVILEGES, privilegesOn } from "./kinds";
import { MAINTAIN } from "../server-version";
import type { DatabaseObject } from "./objects";

/** What the catalogs say that somebody may do to an object. */
export interface Granted {
  readonly privileges: readonly string[];
  readonly columns: readonly ColumnAccess[];
}

export type GrantedOn = (object: DatabaseObject) => Granted;

/** What the catalogs call everybody. */
export const PUBLIC = "public";

/**
 * What the catalogs say that somebody may do. An object in a schema without USAGE on it is nobody's to use.
 *
 * @param roles who it is, and whom it acts as
 * @param version PostgreSQL's
 */
export async function grantedTo(
  roles: readonly string[],
  objects: readonly DatabaseObject[],
  session: Session,
  version: number,
): Promise<GrantedOn> {
  const whole = await wholeObjects(session, roles, objects, version);
  const wholeOf = (object: DatabaseObject) =>
    whole.get(keyOf(object))?.filter((privilege) => privilegesOn(object.kind).includes(privilege)) ?? [];
  const columns = await columnsOf(session, roles, objects, wholeOf);
  const schemas = objects.filter((object) => object.kind === "schema" && wholeOf(object).includes("USAGE"));
  const usable = new Set<string | undefined>([undefined, ...schemas.map(({ name }) => name)]);
  return (object) =>
    usable.has(object.schema)
      ? { privileges: wholeOf(object), columns: columns.get(keyOf(object)) ?? [] }
      : { privileges: [], columns: [] };
}

const keyOf = ({ kind, oid }: Pick<DatabaseObject, "kind" | "oid">) => `${FAMILY[kind]} ${oid}`;

/** By object, the privileges on the whole of it. */
async function wholeObjects(
  session: Session,
  roles: readonly string[],
  objects: readonly DatabaseObject[],
  version: number,
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const family of Object.keys(PRIVILEGES) as Family[]) {
    const own = objects.filter(({ kind }) => FAMILY[kind] === family);
    const rows = own.length
      ? await session.query(wholeSql(family), [
          own.map(({ oid }) => oid),
          own.map(({ owner }) => owner),
          privilegesThere(family, version),
          roles,
        ])
      : [];
    for (const { oid, privileges } of rows) found.set(`${family} ${oid}`, privileges as string[]);
  }
  return found;
}

const wholeSql = (family: Family) => `
  SELECT oid, array_agg(privilege ORDER BY number) AS privileges
  FROM unnest($1::oid[], $2::name[]) o(oid, owner), unnest($3::text[]) WITH ORDINALITY p(privilege, number)
  WHERE EXISTS (SELECT FROM unnest($4::name[]) role WHERE CASE
    WHEN privilege <> '${OWNER}' THEN has_${family}_privilege(role, oid, privilege)
    WHEN role <> '${PUBLIC}' THEN pg_has_role(role, owner, 'USAGE') ELSE false END)
  GROUP BY oid`;

/** The privileges that this version has. */
function privilegesThere(family: Family, version: number): string[] {
  return PRIVILEGES[family].filter((each) => each !== "MAINTAIN" || version >= MAINTAIN);
}

/** By object, privileges on some columns of it, where there is none on all of them. */
async function columnsOf(
  session: Session,
  roles: readonly string[],
  objects: readonly DatabaseObject[],
  wholeOf: (object: DatabaseObject) => readonly string[],
): Promise<Map<string, ColumnAccess[]>> {
  const asked = objects
    .filter(({ kind }) => FAMILY[kind] === "table")
    .flatMap((table) =>
      COLUMN_PRIVILEGES.filter((each) => !wholeOf(table).includes(each)).map((privilege) => ({
        table,
        privilege,
      })),
    );
  const rows = await session.query(
    `SELECT oid, privilege, array_agg(attname::text ORDER BY attnum) AS columns
     FROM unnest($1::oid[], $2::text[]) o(oid, privilege) JOIN pg_attribute ON attrelid = oid AND attacl IS NOT NULL AND attnum > 0
     WHERE NOT attisdropped AND EXISTS (SELECT FROM unnest($3::name[]) role WHERE has_column_privilege(role, oid, attnum, privilege))
     GROUP BY 1, 2 ORDER BY 1, 2`,
    [asked.map(({ table }) => table.oid), asked.map(({ privilege }) => privilege), roles],
  );
  const found = rows as unknown as (ColumnAccess & { readonly oid: number })[];
  return new Map(
    grouped(found, ({ oid }) => `table ${oid}`).map((own) => [
      `table ${own[0].oid}`,
      own.map(({ privilege, columns }) => ({ privilege, columns })),
    ]),
  );
}
