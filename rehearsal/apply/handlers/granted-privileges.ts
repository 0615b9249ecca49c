import type { Arguments } from "../handler";
import type { PostgresTarget } from "../postgres-target";

/** Entries of an access list that are of the role `$1`; `public` is everybody, and no role. */
export const OF_GRANTEE =
  "grantee = CASE $1 WHEN 'public' THEN 0 ELSE (SELECT oid FROM pg_catalog.pg_roles WHERE rolname = $1) END";

/** What `ALL` stands for, by the type of object. */
const ALL: Readonly<Record<string, readonly string[]>> = {
  database: ["CONNECT", "CREATE", "TEMPORARY"],
  table: ["DELETE", "INSERT", "REFERENCES", "SELECT", "TRIGGER", "TRUNCATE", "UPDATE"],
  sequence: ["SELECT", "UPDATE", "USAGE"],
  schema: ["CREATE", "USAGE"],
  function: ["EXECUTE"],
  procedure: ["EXECUTE"],
  routine: ["EXECUTE"],
  type: ["USAGE"],
};

/** Whether the database, the schema and the role are there: without one of them, the provider takes a grant for gone. */
export async function isWithin(args: Arguments, postgres: PostgresTarget): Promise<boolean> {
  const { database, role, schema } = args;
  if (!(await postgres.has(String(database)))) return false;
  const [row] = await postgres.in(String(database), (run) =>
    run(
      `SELECT ($1 = 'public' OR EXISTS (SELECT FROM pg_catalog.pg_roles WHERE rolname = $1))
          AND ($2::text IS NULL OR EXISTS (SELECT FROM pg_catalog.pg_namespace WHERE nspname = $2)) AS found`,
      [role, schema],
    ),
  );
  return row?.found === true;
}

/**
 * The arguments of a grant with the privileges that there are.
 * @param found those on each object; one that has others makes the provider grant all anew
 */
export function withPrivileges(args: Arguments, found: readonly (readonly string[])[]): Arguments {
  const wanted = args.privileges as readonly string[];
  const all = wanted.includes("ALL") ? ALL[String(args.object_type)] : undefined;
  const other = found
    .map((each) => [...new Set(each)].sort())
    .find((each) => !isSame(each, wanted) && !(all && isSame(each, all)));
  return other ? { ...args, privileges: other } : args;
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.join() === [...other].sort().join();
}
