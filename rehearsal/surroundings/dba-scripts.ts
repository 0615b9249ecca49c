import { importedDatabaseSql } from "../../constructs/postgres/statements/imported-database";
import { loginsOf } from "../../contract/postgres/described-server";
import { difference } from "../../contract/difference";
import type { Undescribed } from "../stack/described-settings";
import type { SynthesizedStack } from "../stack/synthesized-stack";

/** What a DBA would run, where it isn't what is described: a rehearsal makes databases that a DBA owns by what is described. */
export function undescribedScripts({ access, files }: SynthesizedStack): Undescribed[] {
  return access.databases.flatMap((database) => {
    const { script, name, server } = database;
    if (script === undefined) return [];
    const written = (files.get(script) ?? "")
      .trimEnd()
      .split(/;(?:\n|$)/)
      .filter(Boolean);
    const differences = difference(importedDatabaseSql(database, loginsOf(access, database)), written);
    if (!differences.length) return [];
    return [{ about: { kind: "database", name, server }, detail: `${script}: ${differences.join("; ")}` }];
  });
}
