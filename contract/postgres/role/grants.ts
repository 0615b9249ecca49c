import type { DatabaseDescription, PrivilegesDescription, RoleDescription } from "../../../constructs";
import { type Recorder, Violation } from "../../check";
import { difference } from "../../difference";
import { AFTER, BEFORE, type Probes } from "../probes";

const OBJECTS = [BEFORE, AFTER];

/** What a group was granted, a line each: also what no attempt shows, such as TRIGGER or a grant option. */
const GRANTS = `
  WITH granted AS (
    SELECT format('database %s', datname) AS object, datacl AS acl FROM pg_catalog.pg_database WHERE datname = current_database()
    UNION ALL SELECT format('schema %s', nspname), nspacl FROM pg_catalog.pg_namespace
    UNION ALL SELECT format('%s.%s', nspname, relname), relacl FROM pg_catalog.pg_class
      JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace WHERE relname = ANY ($2)
    UNION ALL SELECT format('%s.%s.%s', nspname, relname, attname), attacl FROM pg_catalog.pg_attribute
      JOIN pg_catalog.pg_class c ON c.oid = attrelid JOIN pg_catalog.pg_namespace n ON n.oid = relnamespace
    UNION ALL SELECT format('%s.%s', nspname, proname), proacl FROM pg_catalog.pg_proc
      JOIN pg_catalog.pg_namespace n ON n.oid = pronamespace
    UNION ALL SELECT format('%s.%s', nspname, typname), typacl FROM pg_catalog.pg_type
      JOIN pg_catalog.pg_namespace n ON n.oid = typnamespace
  )
  SELECT format('%s on %s%s', privilege_type, object, CASE WHEN is_grantable THEN ' with grant option' ELSE '' END) AS line
  FROM granted, aclexplode(acl) WHERE grantee = $1::regrole`;

/** The role's group has the grants that are described, and no others. */
export async function checkGrants(recorder: Recorder, probes: Probes, role: RoleDescription): Promise<void> {
  const privileges = probes.privilegesOf(role);
  if (privileges.owner) return;
  await recorder.check(role.name, "grants-are-exact", async () => {
    const tables = [...privileges.tables, ...privileges.columns].map(({ table }) => table);
    const relations = [...OBJECTS, ...OBJECTS.map((name) => `${name}_sequence`), ...tables];
    const rows = await probes.asSuperuser((session) => session.query(GRANTS, [`"${role.group}"`, relations]));
    const there = [...new Set(rows.map(({ line }) => String(line)))];
    const differences = difference(expectedGrants(probes.database, privileges), there);
    if (differences.length) throw new Violation(differences.join("; "));
    return `${there.length} privileges, and no grant option`;
  });
}

function expectedGrants({ name }: DatabaseDescription, privileges: PrivilegesDescription): string[] {
  const lines = privileges.schemas.flatMap((schema) => {
    const on = (granted: readonly string[], objects: readonly string[]) =>
      granted.flatMap((privilege) => objects.map((object) => `${privilege} on ${schema}.${object}`));
    return [
      `USAGE on schema ${schema}`,
      ...privileges.tables.flatMap(({ table, privileges: granted }) =>
        on(granted, table === "*" ? OBJECTS : [table]),
      ),
      ...privileges.columns.flatMap(({ table, privilege, columns }) =>
        on(
          [privilege],
          columns.map((column) => `${table}.${column}`),
        ),
      ),
      ...on(
        privileges.sequences,
        OBJECTS.map((object) => `${object}_sequence`),
      ),
      ...on(
        privileges.functions,
        OBJECTS.map((object) => `${object}_function`),
      ),
      ...on(privileges.types, [`${AFTER}_type`]),
    ];
  });
  return [...new Set([`CONNECT on database ${name}`, ...lines])];
}
