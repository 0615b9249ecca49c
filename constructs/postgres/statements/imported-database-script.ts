import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { importedDatabaseSql } from "./imported-database";
import type { ImportedLogin } from "./imported-login";
import { importedDatabaseUndoSql } from "./imported-database-undo";
import type { IssuingFunctions } from "./issuing-functions";
import { quotedName } from "./quoted";

/** The file with what a DBA runs, for `psql`. */
export function importedDatabaseScript(
  database: PostgresDatabaseDescription,
  logins: readonly ImportedLogin[],
  others: readonly string[],
  functions?: IssuingFunctions,
): string {
  const { name, owner, script = "", undoScript = "" } = database;
  return scriptOf(
    [
      `Lets Vault lease roles in database ${quotedName(name)}. Run it there, and again when the stack has changed:`,
      ...runWith(name, script),
      ...whoRuns(owner),
      "What PUBLIC had, only those keep that keepsAccess names. A login that would lose something by that and is not named",
      `in losesAccess either stops it. What undoes it: ${undoScript}`,
    ],
    importedDatabaseSql(database, inOrder(logins), others, functions),
  );
}

/** The file that undoes it. */
export function importedDatabaseUndoScript(
  database: PostgresDatabaseDescription,
  logins: readonly ImportedLogin[],
): string {
  const { name, owner, script = "", undoScript = "" } = database;
  return scriptOf(
    [
      `Undoes ${script} in database ${quotedName(name)}:`,
      ...runWith(name, undoScript),
      ...whoRuns(owner),
      "While leases are out, it stops: revoke them first. What was there before stays.",
    ],
    importedDatabaseUndoSql(database, inOrder(logins)),
  );
}

/** A stack lists them in the order in which they were added, `access.json` by their names. */
const inOrder = (logins: readonly ImportedLogin[]) =>
  [...logins].sort((a, b) => (a.userName < b.userName ? -1 : 1));

const runWith = (name: string, script: string) => [
  `  psql --dbname ${shellWord(name)} --file ${shellWord(script)}`,
];

const whoRuns = (owner: string) => [
  `Who runs it: a superuser; or a role with CREATEROLE that may grant ${quotedName(owner)}, and act as whoever else owns`,
  "the database, its schemas, or an object in them. It looks at that first, and says all that is in the way; then it",
  "does all or nothing, in one transaction.",
];

function scriptOf(comments: readonly string[], statements: readonly string[]): string {
  return [
    ...comments.map((line) => `-- ${line}`),
    "\\set ON_ERROR_STOP on",
    ...statements.map((statement) => `${statement};`),
    "",
  ].join("\n");
}

/** A word for a shell, also one with a quote in it. */
function shellWord(word: string): string {
  return /^[\w.-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
