import type { DatabaseDescription } from "../../constructs";

/** A role that makes objects in a database, with its own schemas and those of others in which it does. */
export interface Owner {
  readonly role: string;
  readonly own: readonly string[];
  readonly shared: readonly string[];
}

/** The owner of a database, and the others, as they are described. */
export function ownersOf({ owner, schemas, otherOwners = [] }: DatabaseDescription): readonly Owner[] {
  const others = otherOwners.map(({ role, schemas: own, sharedSchemas: shared = [] }) => ({
    role,
    own,
    shared,
  }));
  const isTheirs = (schema: string) => others.some(({ own }) => own.includes(schema));
  return [{ role: owner, own: schemas.filter((schema) => !isTheirs(schema)), shared: [] }, ...others];
}

/** Whom a schema belongs to. */
export function ownerOfSchema(database: DatabaseDescription, schema: string): string {
  return ownersOf(database).find(({ own }) => own.includes(schema))?.role ?? database.owner;
}

/** Who makes objects in a schema; in `"*"`, those that are made later, everybody who does at all. */
export function makersIn(database: DatabaseDescription, schema: string): readonly string[] {
  return ownersOf(database)
    .filter(({ own, shared }) => schema === "*" || [...own, ...shared].includes(schema))
    .map(({ role }) => role);
}

/** Who gets what a member of a group leaves: the owner that it acts as, or that of the database. */
export function heirOf(database: DatabaseDescription, group: string): string {
  return ownersOf(database).some(({ role }) => role === group) ? group : database.owner;
}
