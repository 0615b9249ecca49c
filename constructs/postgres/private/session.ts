import type { SessionDescription, SessionSettingsDescription } from "../../access/session-description";
import { writes } from "../../access/writes";
import type { IPostgresDatabase } from "../i-postgres-database";
import type { Privileges } from "../privileges";
import type { SessionProps } from "../session-settings";

/** How the sessions of a role begin. */
export function sessionOf(
  { schemas, extensionSchemas }: IPostgresDatabase,
  privileges: Privileges,
  { actsAsGroup = writes(privileges.describe(schemas)), settings }: SessionProps,
): SessionDescription {
  return { actsAsGroup, settings: withExtensions(extensionSchemas, settings?.describe()) };
}

/** An operator of an extension is found by the search path alone: where it isn't, others are taken, and a citext is a text. */
function withExtensions(
  extensionSchemas: readonly string[],
  settings?: SessionSettingsDescription,
): SessionSettingsDescription | undefined {
  if (!extensionSchemas.length) return settings;
  const { searchPath = ["$user", "public"] } = settings ?? {};
  return { ...settings, searchPath: [...new Set([...searchPath, ...extensionSchemas])] };
}
