import type { AccessManifest, DatabaseDescription } from "../../constructs";
import { describedFunctions } from "../../constructs/postgres/statements/described-functions";
import {
  importedDatabaseScript,
  importedDatabaseUndoScript,
} from "../../constructs/postgres/statements/imported-database-script";
import { loginsElsewhere } from "../../constructs/postgres/statements/logins-elsewhere";
import { loginsOf } from "../../contract/postgres/described-server";
import { difference } from "../../contract/difference";
import type { Undescribed } from "../stack/described-settings";
import type { SynthesizedStack } from "../stack/synthesized-stack";

/** What a DBA runs so that a database is as it is described. */
export function scriptFor(database: DatabaseDescription, access: AccessManifest): string {
  const others = loginsElsewhere(database, access.databases, access.staticRoles);
  const functions = describedFunctions(database, access);
  return importedDatabaseScript(database, loginsOf(access, database), others, functions);
}

/** A script as a session takes it: what is for `psql` alone is left out. */
export function statementsOf(script: string): string {
  return script.replace(/^\\.*\n/gm, "");
}

/** What a DBA would run, where it isn't what is described: a rehearsal makes databases that a DBA owns by what is described. */
export function undescribedScripts({ access, files }: SynthesizedStack): Undescribed[] {
  return access.databases.flatMap((database) => {
    const { script, undoScript, name, server } = database;
    if (script === undefined || undoScript === undefined) return [];
    const described = {
      [script]: scriptFor(database, access),
      [undoScript]: importedDatabaseUndoScript(database, loginsOf(access, database)),
    };
    return Object.entries(described).flatMap(([file, text]) => {
      const written = files.get(file) ?? "";
      if (written === text) return [];
      return [
        { about: { kind: "database", name, server }, detail: `${file}: ${differenceOf(text, written)}` },
      ];
    });
  });
}

function differenceOf(described: string, written: string): string {
  const lines = difference(linesOf(described), linesOf(written));
  return lines.length ? lines.join("; ") : "its lines are in another order";
}

const linesOf = (text: string) => text.split("\n").map((line) => line.trim().replace(/;$/, ""));
