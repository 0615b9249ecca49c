import type { AccessManifest } from "../../constructs/access/access-manifest";
import type { PostgresDatabaseDescription } from "../../constructs/access/postgres-description";
import type { LineError, NeverRule, ObjectName } from "./never-rule";
import { subjectsNamed } from "./subject";

/** What rules name that isn't described, or not by that alone: a slip there would make them hold whatever happens. */
export function unknownNames(rules: readonly NeverRule[], access: AccessManifest): LineError[] {
  return rules.flatMap(({ line, except, object }) =>
    [...except.flatMap((name) => problemOfSubject(name, access)), ...problemsOf(object, access)].map(
      (reason) => ({ line, reason }),
    ),
  );
}

function problemOfSubject(name: string, access: AccessManifest): string[] {
  const meant = subjectsNamed(name, access);
  if (!meant.length) return [`nobody is described as "${name}"`];
  if (meant.length === 1) return [];
  return [`"${name}" can be each of: ${meant.map((each) => `"${each}"`).join(", ")}: write which`];
}

function problemsOf(object: ObjectName, access: AccessManifest): string[] {
  const found = databasesNamed(object, access);
  const [database] = found;
  if (!database) return [`no database "${object.database}"${ofServer(object)} is described`];
  if (found.length > 1) {
    const servers = found.map(({ server }) => `${server}/${object.database}`).join(" or ");
    return [`several servers have a database "${object.database}": write ${servers}`];
  }
  const { schemas, extensionSchemas = [], futureSchemas } = database;
  const { schema } = object;
  return schema === undefined || futureSchemas || [...schemas, ...extensionSchemas].includes(schema)
    ? []
    : [`database "${object.database}" is described without a schema "${schema}"`];
}

function ofServer({ server }: ObjectName): string {
  return server === undefined ? "" : ` of ${server}`;
}

/** The databases that a name can mean: one, where it is right. */
export function databasesNamed(
  { server, database }: ObjectName,
  { databases }: AccessManifest,
): PostgresDatabaseDescription[] {
  return databases.filter(
    (each) => each.name === database && (server === undefined || each.server === server),
  );
}
