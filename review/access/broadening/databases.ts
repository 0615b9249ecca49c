import type { AccessManifest, DatabaseDescription } from "../../../constructs/access/access-manifest";
import { databaseName } from "../../../constructs/access/postgres-facts";
import { kept, type Kept } from "./compared";

/** Databases that were there before. */
export function keptDatabases(before: AccessManifest, after: AccessManifest): Kept<DatabaseDescription>[] {
  return kept(before.databases, after.databases, databaseName);
}
