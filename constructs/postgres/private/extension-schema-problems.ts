import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { repeatedIn } from "../../private/repeated";
import type { Problem } from "../../private/validation";
import { identifierProblems } from "./identifier";

/** What is wrong with the schemas for extensions of a database. */
export function extensionSchemaProblems({
  extensionSchemas = [],
  schemas,
}: PostgresDatabaseDescription): Problem[] {
  const rule = "extension-schemas";
  return [
    ...extensionSchemas.flatMap((schema) => identifierProblems("extension schema", schema)),
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
