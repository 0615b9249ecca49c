import type { PostgresDatabaseDescription } from "../../../constructs/access/postgres-description";
import { databaseName } from "../../../constructs/access/postgres-facts";
import { added } from "./compared";
import { keptDatabases } from "./databases";
import type { BroadeningRule } from "./rule";

export const widerDatabase: BroadeningRule = {
  id: "wider-database",
  what: "A database has more schemas that credentials reach",
  why: "What an extension lets everybody do, every lease may; what is made in a schema later, a set may be granted from then on.",
  gains: (before, after) =>
    keptDatabases(before, after).flatMap(({ was, is }) =>
      added(reachOf(was), reachOf(is), (each) => each).map((what) => ({
        who: "whoever has a credential for it",
        what,
        on: databaseName(is),
      })),
    ),
};

function reachOf({ schemas, extensionSchemas = [], futureSchemas }: PostgresDatabaseDescription): string[] {
  return [
    ...schemas.map((schema) => `schema ${schema}`),
    ...extensionSchemas.map((schema) => `extensions in schema ${schema}`),
    ...(futureSchemas ? ["every schema that is made later"] : []),
  ];
}
