import { plainName } from "./plain-name";

/** The NOLOGIN role that has what PUBLIC had in a database that a DBA owns. */
export function publicRoleOf(databaseName: string): string {
  return `${plainName(databaseName)}_public`;
}
