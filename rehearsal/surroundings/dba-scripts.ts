import type { DatabaseDescription } from "../../constructs";
import { importedDatabaseSql } from "../../constructs/postgres/statements/imported-database";
import { difference } from "../../contract/difference";
import type { SynthesizedStack } from "../stack/synthesized-stack";

/** What a DBA would run, where it isn't what is described: a rehearsal makes databases that a DBA owns by what is described. */
export function undescribedScripts({
  access,
  files,
}: SynthesizedStack): { readonly database: DatabaseDescription; readonly detail: string }[] {
  return access.databases.flatMap((database) => {
    if (database.script === undefined) return [];
    const written = (files.get(database.script) ?? "")
      .trimEnd()
      .split(/;(?:\n|$)/)
      .filter(Boolean);
    const differences = difference(importedDatabaseSql(database), written);
    return differences.length ? [{ database, detail: `${database.script}: ${differences.join("; ")}` }] : [];
  });
}
