import type { PrivilegesDescription } from "../../../constructs";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { difference } from "../../difference";
import { LEFT } from "../probes";
import type { RoleContext } from "./role-context";

/** The objects of schemas, by kind. What leased roles left there on purpose is left out. */
const OBJECTS = `
  SELECT nspname AS schema, relname AS name, CASE relkind WHEN 'S' THEN 'sequence' ELSE 'table' END AS kind
    FROM pg_catalog.pg_class JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
    WHERE nspname = ANY ($1) AND relkind IN ('r', 'p', 'v', 'm', 'f', 'S') AND relname !~ '^${LEFT}'
  UNION ALL SELECT nspname, proname, 'function'
    FROM pg_catalog.pg_proc JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace WHERE nspname = ANY ($1)
  UNION ALL SELECT nspname, typname, 'type'
    FROM pg_catalog.pg_type JOIN pg_catalog.pg_namespace n ON n.oid = typnamespace
    WHERE nspname = ANY ($1) AND typtype IN ('d', 'e', 'r')`;

/** What a group role was granted, a line each: also what no attempt shows, such as TRIGGER or a grant option. */
const GRANTS = `
  WITH granted AS (
    SELECT format('database %s', datname) AS object, datacl AS acl FROM pg_catalog.pg_database WHERE datname = current_database()
    UNION ALL SELECT format('schema %s', nspname), nspacl FROM pg_catalog.pg_namespace
    UNION ALL SELECT format('%s.%s', nspname, relname), relacl FROM pg_catalog.pg_class
      JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE relname !~ '^${LEFT}'
    UNION ALL SELECT format('%s.%s.%s', nspname, relname, attname), attacl FROM pg_catalog.pg_attribute
      JOIN pg_catalog.pg_class c ON c.oid = attrelid JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
    UNION ALL SELECT format('%s.%s', nspname, proname), proacl FROM pg_catalog.pg_proc
      JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace
    UNION ALL SELECT format('%s.%s', nspname, typname), typacl FROM pg_catalog.pg_type
      JOIN pg_catalog.pg_namespace n ON n.oid = typnamespace
  )
  SELECT DISTINCT format('%s on %s%s', privilege_type, object, CASE WHEN is_grantable THEN ' with grant option' ELSE '' END) AS line
  FROM granted, aclexplode(acl) WHERE grantee = $1::regrole`;

interface DatabaseObject {
  readonly schema: string;
  readonly name: string;
  readonly kind: "table" | "sequence" | "function" | "type";
}

/** A group role has the grants that are described on everything there is, and no others. */
export function grantsAreExact(_: Context, { about, role, privileges, database }: RoleContext): Check[] {
  if (privileges.owner) return [];
  return [
    {
      id: "grants-are-exact",
      kind: "lease",
      says: "exactly the grants of its group",
      about,
      harm: "nothing",
      needs: ["superuser of PostgreSQL"],
      attempt: async () => {
        const [objects, granted] = await database.probes.asSuperuser(async (session) => [
          (await session.query(OBJECTS, [privileges.schemas])) as unknown as DatabaseObject[],
          await session.query(GRANTS, [`"${role.group}"`]),
        ]);
        const there = granted.map(({ line }) => String(line));
        const differences = difference(expectedGrants(database.database.name, privileges, objects), there);
        if (differences.length) throw new Violation(differences.join("; "));
        return `${there.length} privileges, and no grant option`;
      },
    },
  ];
}

function expectedGrants(
  database: string,
  { schemas, tables, columns, sequences, functions, types }: PrivilegesDescription,
  objects: readonly DatabaseObject[],
): string[] {
  const onAll = (kind: DatabaseObject["kind"], granted: readonly string[]) =>
    objects
      .filter((object) => object.kind === kind)
      .flatMap(({ schema, name }) => granted.map((privilege) => `${privilege} on ${schema}.${name}`));
  const onTables = tables.flatMap(({ table, privileges }) =>
    table === "*"
      ? onAll("table", privileges)
      : schemas.flatMap((schema) => privileges.map((privilege) => `${privilege} on ${schema}.${table}`)),
  );
  const onColumns = columns.flatMap(({ table, privilege, columns: names }) =>
    schemas.flatMap((schema) => names.map((name) => `${privilege} on ${schema}.${table}.${name}`)),
  );
  return [
    `CONNECT on database ${database}`,
    ...schemas.map((schema) => `USAGE on schema ${schema}`),
    ...new Set([...onTables, ...onColumns]),
    ...onAll("sequence", sequences),
    ...new Set(onAll("function", functions)),
    ...onAll("type", types),
  ];
}
