import { ownersOf } from "./database-owners";
import type { PostgresDatabaseDescription } from "./postgres-description";

/** Where the description of a database contradicts itself: schemas and owners that it refers to and doesn't have. */
export function databaseContradictions(database: PostgresDatabaseDescription): string[] {
  return [
    ...ownerContradictions(database),
    ...extensionContradictions(database),
    ...groupContradictions(database),
  ].map((line) => `database "${database.name}" of ${database.server} ${line}`);
}

function ownerContradictions({ schemas, otherOwners = [] }: PostgresDatabaseDescription): string[] {
  return otherOwners.flatMap(({ role, schemas: own, sharedSchemas = [] }) =>
    [...own, ...sharedSchemas]
      .filter((schema) => !schemas.includes(schema))
      .map((schema) => `has an owner "${role}" in schema "${schema}", which is not one of its schemas`),
  );
}

function extensionContradictions({ schemas, extensionSchemas = [] }: PostgresDatabaseDescription): string[] {
  return extensionSchemas
    .filter((schema) => schemas.includes(schema))
    .map((schema) => `has schema "${schema}" for extensions and for grants`);
}

function groupContradictions(database: PostgresDatabaseDescription): string[] {
  const { schemas, extensionSchemas = [], futureSchemas, groups } = database;
  const known = [...schemas, ...extensionSchemas, ...(futureSchemas ? ["*"] : [])];
  const owners = ownersOf(database).map(({ role }) => role);
  return groups.flatMap(({ role, privileges }) => [
    ...(privileges.owner && !owners.includes(role)
      ? [`has a group "${role}" that acts as an owner, and owns nothing`]
      : []),
    ...privileges.schemas
      .filter(({ schema }) => !known.includes(schema))
      .map(({ schema }) => `has a group "${role}" in schema "${schema}", which is not one of its schemas`),
    ...privileges.schemas
      .filter(({ sequences, needsNoSequence }) => needsNoSequence && sequences.length)
      .map(
        ({ schema }) => `has a group "${role}" that needs no sequence in schema "${schema}", and has some`,
      ),
  ]);
}
