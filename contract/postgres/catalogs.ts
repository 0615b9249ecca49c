import type { Session } from "../../clients/postgres-session";

/** A table of a database, and how a row of it reads. */
export interface Catalog {
  /** As SQL takes it: `pg_class`, `sales.orders`. */
  readonly name: string;
  /** Whether all databases of the server have it in common. */
  readonly isShared: boolean;
  /** SQL for its rows, as `t`. */
  readonly rows: string;
  /** SQL for what a row says. @default - the name of the object that it is, if it is one */
  readonly line?: string;
  /** SQL for the OIDs of a row's object: its catalog's, its own, and its number within another. */
  readonly address?: { readonly catalog: string; readonly id: string; readonly part: string };
  /** SQL for the OID of whom a row belongs to. */
  readonly owner?: string;
  /** SQL for its access list, and for what that is while nobody has granted or revoked anything. */
  readonly acl?: { readonly own: string; readonly initial: string };
}

interface Table {
  readonly name: string;
  readonly isCatalog: boolean;
  readonly isShared: boolean;
  /** By the name, the type. */
  readonly columns: Readonly<Record<string, string>>;
}

const TABLES = `
  SELECT format(CASE nspname WHEN 'pg_catalog' THEN '%2$I' ELSE '%1$I.%2$I' END, nspname, relname) AS name,
    nspname = 'pg_catalog' AS "isCatalog", relisshared AS "isShared",
    (SELECT jsonb_object_agg(attname, atttypid::regtype::text) FROM pg_attribute WHERE attrelid = c.oid) AS columns
  FROM pg_class c JOIN pg_namespace n ON n.oid = relnamespace
  WHERE relkind = 'r' AND nspname !~ '^pg_(toast|temp)' ORDER BY 1`;

/** By catalog, the kind of object as `acldefault` takes it. */
const KINDS: Readonly<Record<string, string>> = {
  pg_class: "CASE relkind WHEN 'S' THEN 's' ELSE 'r' END",
  pg_database: "'d'",
  pg_foreign_data_wrapper: "'F'",
  pg_foreign_server: "'S'",
  pg_language: "'l'",
  pg_largeobject_metadata: "'L'",
  pg_namespace: "'n'",
  pg_parameter_acl: "'p'",
  pg_proc: "'f'",
  pg_tablespace: "'t'",
  pg_type: "'T'",
};

/** A role with what it is besides NOLOGIN INHERIT. */
const ROLE = `concat_ws(' ', 'role', rolname, CASE WHEN rolcanlogin THEN 'LOGIN' END,
  CASE WHEN rolsuper THEN 'SUPERUSER' END, CASE WHEN rolcreaterole THEN 'CREATEROLE' END,
  CASE WHEN rolcreatedb THEN 'CREATEDB' END, CASE WHEN rolreplication THEN 'REPLICATION' END,
  CASE WHEN rolbypassrls THEN 'BYPASSRLS' END, CASE WHEN NOT rolinherit THEN 'NOINHERIT' END,
  CASE WHEN rolpassword LIKE 'SCRAM-SHA-256$%' THEN 'PASSWORD' WHEN rolpassword IS NOT NULL THEN 'PASSWORD that is not kept as SCRAM' END,
  'CONNECTION LIMIT ' || nullif(rolconnlimit, -1), 'VALID UNTIL ' || nullif(rolvaliduntil, 'infinity'))`;

/** From PostgreSQL 16 a membership need not inherit, nor let anybody SET ROLE. */
const MEMBERSHIP = `concat_ws(' ', 'member', pg_get_userbyid(t.member), 'of', pg_get_userbyid(t.roleid),
  CASE WHEN t.admin_option THEN 'ADMIN' END, CASE to_jsonb(t) ->> 'inherit_option' WHEN 'false' THEN 'no INHERIT' END,
  CASE to_jsonb(t) ->> 'set_option' WHEN 'false' THEN 'no SET' END)`;

const SETTING = `concat_ws(' ', 'setting of', CASE setrole WHEN 0 THEN 'everybody' ELSE pg_get_userbyid(setrole) END,
  'in database ' || (SELECT datname FROM pg_database d WHERE d.oid = setdatabase)) || ': ' ||
  regexp_replace(setting, 'SCRAM-SHA-256[$].*|md5[0-9a-f]{32}', '<password>')`;

/** SQL for what PostgreSQL calls an object, without quotes. */
export const nameOfObject = (address: string) => `(
  SELECT CASE WHEN a.type = 'default acl' THEN 'default privileges ' || replace(i.identity, '"', '')
    ELSE a.type || ' ' || array_to_string(object_names, '.') || CASE
      WHEN a.type IN ('function', 'procedure', 'aggregate') OR object_args <> '{}'
      THEN '(' || array_to_string(object_args, ', ') || ')' ELSE '' END END
  FROM pg_identify_object_as_address(${address}) a, pg_identify_object(${address}) i)`;

/** Every table of a session's database: what a later PostgreSQL has besides is among them. */
export async function catalogsIn(session: Session): Promise<Catalog[]> {
  // No function of anybody else is called for one of PostgreSQL's.
  await session.query("SET search_path = pg_catalog; SET jit = off");
  return ((await session.query(TABLES)) as unknown as Table[]).map(catalogOf);
}

function catalogOf({ name, isCatalog, isShared, columns }: Table): Catalog {
  const rows = name === "pg_db_role_setting" ? `${name} t, unnest(setconfig) setting` : `${name} t`;
  if (!isCatalog) return { name, isShared, rows };
  const column = (isIt: (column: string, type: string) => boolean) =>
    Object.entries(columns).find(([each, type]) => isIt(each, type))?.[0];
  const owner = column((each, type) => type === "oid" && /(owner|dba|aclrole)$/.test(each));
  const acl = column((_, type) => type === "aclitem[]");
  const kind = KINDS[name];
  return {
    name,
    isShared,
    rows,
    line: LINES[name],
    address: "oid" in columns && name !== "pg_enum" ? addressIn(name) : ADDRESSES[name],
    owner,
    acl: acl
      ? { own: acl, initial: kind ? `acldefault((${kind})::"char", ${owner ?? 10})` : "NULL" }
      : undefined,
  };
}

const LINES: Readonly<Record<string, string>> = {
  pg_authid: ROLE,
  pg_auth_members: MEMBERSHIP,
  pg_db_role_setting: SETTING,
};

/** Catalogs whose rows are parts of another's objects. */
const ADDRESSES: Readonly<Record<string, Catalog["address"]>> = {
  pg_attribute: { catalog: "'pg_class'::regclass", id: "attrelid", part: "attnum" },
};

function addressIn(name: string): Catalog["address"] {
  const catalog = name === "pg_largeobject_metadata" ? "pg_largeobject" : name;
  return { catalog: `'${catalog}'::regclass`, id: "t.oid", part: "0" };
}
