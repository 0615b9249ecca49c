import type { SessionDescription } from "../../access/session-description";
import { writes } from "../../access/writes";
import type { IPostgresDatabase } from "../postgres-database";
import type { Privileges } from "../privileges";
import type { SessionProps } from "../session-settings";

/** How the sessions of a role begin. */
export function sessionOf(
  { schemas }: IPostgresDatabase,
  privileges: Privileges,
  { actsAsGroup = writes(privileges.describe(schemas)), settings }: SessionProps,
): SessionDescription {
  return { actsAsGroup, settings: settings?.describe() };
}
