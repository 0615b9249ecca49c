import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import type { Problem } from "../../private/validation";
import { existingNameProblems } from "./existing-name";
import { derivedNameProblems } from "./identifier";

/** What is wrong with a name of a database: what a stack makes has a plain one, what is there already any. */
export function nameProblems(
  { name: database, imported }: Pick<PostgresDatabaseDescription, "name" | "imported">,
  subject: string,
  name: string,
): Problem[] {
  if (imported) return existingNameProblems(subject, name);
  return derivedNameProblems(subject, name, subject === "database" ? ["", ""] : ["database", database]);
}
