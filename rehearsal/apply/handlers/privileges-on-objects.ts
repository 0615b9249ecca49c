import type { Arguments } from "../handler";
import { quoted, type Run } from "../postgres-target";
import { OF_GRANTEE } from "./granted-privileges";

/** Privileges of the role `$1` by object, as the provider looks for them in a catalog. */
const ON_RELATIONS = (kind: "r" | "S") =>
  objects(
    `pg_catalog.pg_class WHERE relnamespace = $2::regnamespace AND relkind = '${kind}'`,
    "relname",
    "relacl",
  );
const ON_ROUTINES = objects("pg_catalog.pg_proc WHERE pronamespace = $2::regnamespace", "proname", "proacl");

const QUERIES: Readonly<Record<string, string>> = {
  database: objects("pg_catalog.pg_database WHERE datname = $2", "datname", "datacl"),
  schema: objects("pg_catalog.pg_namespace WHERE oid = $2::regnamespace", "nspname", "nspacl"),
  table: ON_RELATIONS("r"),
  sequence: ON_RELATIONS("S"),
  function: ON_ROUTINES,
  procedure: ON_ROUTINES,
  routine: ON_ROUTINES,
};

/** The privileges that a role has on each of the objects of a grant; on all routines of a name together. */
export async function privilegesOnObjects(run: Run, args: Arguments): Promise<string[][]> {
  const { object_type: type, role, database, schema } = args;
  const within = type === "database" ? database : quoted(schema);
  const rows = await run(QUERIES[String(type)] ?? "", [role, within]);
  const names = (args.objects as string[] | undefined) ?? [];
  const byName = new Map<string, string[]>();
  for (const { name, privileges } of rows)
    byName.set(String(name), [...(byName.get(String(name)) ?? []), ...(privileges as string[])]);
  return [...byName].filter(([name]) => !names.length || names.includes(name)).map(([, each]) => each);
}

/** Those of a grant's columns on which the role has its privilege. */
export async function columnsWithPrivilege(run: Run, args: Arguments): Promise<string[]> {
  const rows = await run(
    `SELECT attname AS name FROM pg_catalog.pg_attribute, pg_catalog.aclexplode(attacl) AS acl
      WHERE attrelid = (SELECT oid FROM pg_catalog.pg_class WHERE relnamespace = $2::regnamespace AND relname = $3 AND relkind = 'r')
        AND ${OF_GRANTEE} AND privilege_type = $4`,
    [args.role, quoted(args.schema), (args.objects as string[])[0], (args.privileges as string[])[0]],
  );
  const granted = rows.map(({ name }) => String(name));
  return (args.columns as string[]).filter((column) => granted.includes(column));
}

function objects(from: string, name: string, acl: string): string {
  return `SELECT ${name} AS name, array(SELECT privilege_type::text FROM pg_catalog.aclexplode(${acl}) AS acl WHERE ${OF_GRANTEE}) AS privileges
    FROM ${from}`;
}
