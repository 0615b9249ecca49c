import type { PostgresDatabaseDescription } from "./postgres-description";

/** A role that makes objects in a database, and the schemas in which it does. */
export interface DatabaseOwner {
  readonly role: string;
  readonly schemas: readonly string[];
}

type Owned = Pick<PostgresDatabaseDescription, "owner" | "schemas" | "otherOwners">;

/** The roles that make objects in a database, its owner first. */
export function ownersOf({ owner, schemas, otherOwners = [] }: Owned): readonly DatabaseOwner[] {
  const theirs = otherOwners.flatMap((other) => other.schemas);
  return [
    { role: owner, schemas: schemas.filter((schema) => !theirs.includes(schema)) },
    ...otherOwners.map(({ role, schemas: own, sharedSchemas = [] }) => ({
      role,
      schemas: [...own, ...sharedSchemas],
    })),
  ];
}

/** Whom a schema belongs to. */
export function ownerOfSchema({ owner, otherOwners = [] }: Owned, schema: string): string {
  return otherOwners.find(({ schemas }) => schemas.includes(schema))?.role ?? owner;
}

/** The roles that make objects in a schema; in `"*"`, those that are made later, all of them do. */
export function makersIn(database: Owned, schema: string): readonly string[] {
  return ownersOf(database)
    .filter(({ schemas }) => schema === "*" || schemas.includes(schema))
    .map(({ role }) => role);
}

/** Who gets what the members of a group leave behind: the owner that they act as, or that of the database. */
export function heirOf(database: Owned, group: string): string {
  return ownersOf(database).find(({ role }) => role === group)?.role ?? database.owner;
}
