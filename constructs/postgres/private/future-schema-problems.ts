import type {
  PostgresDatabaseDescription,
  PrivilegesDescription,
  SchemaPrivilegesDescription,
} from "../../access/postgres-description";
import { schemaGrants } from "../../access/schema-grants";
import type { Problem } from "../../private/validation";

/** What is wrong with what a privilege set allows in schemas that are made later. */
export function futureSchemaProblems(
  { schemas, futureSchemas, name: database }: PostgresDatabaseDescription,
  { name, schemas: sets }: PrivilegesDescription,
): Problem[] {
  const later = sets.find(({ schema }) => schema === "*");
  if (!later) return [];
  const subject = `privilege set "${name}"`;
  if (!futureSchemas) {
    const message = `${subject} reaches schemas of database "${database}" that are made later, and the database doesn't`;
    return [{ rule: "future-schemas", message, fix: 'set futureSchemas of the database, or leave "*" out' }];
  }
  const named = [...new Set(later.tables.map(({ table }) => table).filter((table) => table !== "*"))];
  if (named.length || later.columns.length) {
    const message = `${subject} names a table of schemas that are made later, where there is none to grant on`;
    return [{ rule: "future-schemas", message, fix: 'list "*" under tables of "*", or leave "*" out' }];
  }
  return schemas
    .filter(
      (schema) =>
        !isWithin(
          later,
          sets.find((set) => set.schema === schema),
        ),
    )
    .map((schema) => ({
      rule: "future-schemas",
      message: `${subject} allows more in schemas that are made later than in "${schema}", and what is made there later has it, too`,
      fix: `allow at least the same in "${schema}": default privileges of a whole database leave no schema out`,
    }));
}

/** Whether a set allows on all objects of a schema whatever it allows on those of later ones. */
function isWithin(
  later: SchemaPrivilegesDescription,
  there: SchemaPrivilegesDescription | undefined,
): boolean {
  const allowed = (set: SchemaPrivilegesDescription) =>
    schemaGrants({ schemas: [set] })
      .filter(({ kind, object }) => kind !== "schema" && !object)
      .flatMap(({ kind, privileges }) => privileges.map((privilege) => `${privilege} on ${kind}`));
  if (!there) return false;
  const known = allowed(there);
  return allowed(later).every((each) => known.includes(each));
}
