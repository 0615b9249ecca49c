import { AFTER, LEFT, OTHER_SCHEMA, type Probes } from "./probes";

const sorted = (list: string) => `ARRAY(SELECT unnest(${list})::text ORDER BY 1)`;

/** Owners and access lists in a database, a line each. What checks make there is left out. */
const ACCESS = `
  SELECT format('database %s %s', datname, ${sorted("datacl")}) AS line FROM pg_catalog.pg_database WHERE datname = current_database()
  UNION ALL SELECT format('schema %s of %s %s', nspname, nspowner::regrole, ${sorted("nspacl")}) FROM pg_catalog.pg_namespace
    WHERE nspname !~ '^(pg_|information_schema$|${OTHER_SCHEMA}$)'
  UNION ALL SELECT format('%s of %s %s', oid::regclass, relowner::regrole, ${sorted("relacl")}) FROM pg_catalog.pg_class
    WHERE relnamespace::regnamespace::text !~ '^(pg_|information_schema$|${OTHER_SCHEMA}$)'
      AND relname !~ '^(${LEFT}|${AFTER})'
  UNION ALL SELECT format('default privileges of %s in %s on %s %s', defaclrole::regrole, defaclnamespace::regnamespace, defaclobjtype, ${sorted("defaclacl")})
    FROM pg_catalog.pg_default_acl`;

/** What there is in a database, and to whom it belongs. */
export async function accessIn(probes: Probes): Promise<string[]> {
  const rows = await probes.asSuperuser((session) => session.query(ACCESS));
  return rows.map(({ line }) => String(line)).sort();
}
