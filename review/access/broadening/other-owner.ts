import type { PostgresDatabaseDescription } from "../../../constructs/access/postgres-description";
import { databaseName } from "../../../constructs/access/postgres-facts";
import { added, changedFields } from "./compared";
import { keptDatabases } from "./databases";
import type { BroadeningRule } from "./rule";

export const otherOwner: BroadeningRule = {
  id: "other-owner",
  what: "Another role owns or administers a database",
  why: "Who owns objects may do everything with them; the issuer makes members of every group.",
  gains: (before, after) => [
    ...keptDatabases(before, after).flatMap(({ was, is }) => {
      const changed = changedFields(rolesOf(was), rolesOf(is));
      return changed
        ? [{ who: "whoever is or acts as one of these roles", ...changed, on: databaseName(is) }]
        : [];
    }),
    ...keptDatabases(before, after).flatMap(({ was, is }) =>
      added(schemasOf(was), schemasOf(is), (each) => each).map((what) => ({
        who: "another owner",
        what,
        on: databaseName(is),
      })),
    ),
  ],
};

function rolesOf({ owner, account, issuer, publicRole }: PostgresDatabaseDescription) {
  return { owner, account, issuer, publicRole };
}

function schemasOf({ otherOwners = [] }: PostgresDatabaseDescription): string[] {
  return otherOwners.flatMap(({ role, schemas, sharedSchemas = [] }) => [
    ...schemas.map((schema) => `schema ${schema}, which is ${role}'s`),
    ...sharedSchemas.map((schema) => `objects of ${role} in schema ${schema}`),
  ]);
}
