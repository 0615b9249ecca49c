import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { repeatedIn } from "../../private/repeated";
import type { Problem } from "../../private/validation";
import { nameProblems } from "./name-problems";

/** What is wrong with the schemas for extensions of a database. */
export function extensionSchemaProblems(database: PostgresDatabaseDescription): Problem[] {
  const { extensionSchemas = [], schemas } = database;
  const rule = "extension-schemas";
  return [
    ...extensionSchemas
      .filter((schema) => !schemas.includes(schema))
      .flatMap((schema) => nameProblems(database, "extension schema", schema)),
    ...repeatedIn(extensionSchemas).map((schema) => ({
      rule,
      message: `extension schema "${schema}" is listed twice`,
      fix: "list it once",
    })),
    ...extensionSchemas
      .filter((schema) => schemas.includes(schema))
      .map((schema) => ({
        rule,
        message: `schema "${schema}" is for extensions, and one of the schemas in which something is granted`,
        fix: "give extensions a schema of their own: nobody can grant on what is an extension's",
      })),
  ];
}
