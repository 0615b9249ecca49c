import type { SessionDescription, SessionSettingsDescription } from "../../constructs";
import { quotedName } from "../../constructs/postgres/statements/quoted";

/** What a login is set to, as it is described, a line each. */
export function settingLines(
  user: string,
  { group, actsAsGroup, settings = {} }: SessionDescription & { readonly group: string },
): string[] {
  return [...(actsAsGroup ? [["role", group] as const] : []), ...Object.entries(settingValues(settings))].map(
    ([name, value]) => `setting of ${user}: ${name}=${value}`,
  );
}

/** By PostgreSQL's name, the value of each setting that is described, as PostgreSQL keeps it: times are in milliseconds. */
export function settingValues(settings: SessionSettingsDescription): Record<string, string> {
  const { searchPath, statementTimeout, lockTimeout, idleInTransactionSessionTimeout } = settings;
  const times = {
    statement_timeout: statementTimeout,
    lock_timeout: lockTimeout,
    idle_in_transaction_session_timeout: idleInTransactionSessionTimeout,
  };
  return {
    ...(searchPath ? { search_path: searchPath.map(asName).join(", ") } : {}),
    ...Object.fromEntries(
      Object.entries(times).flatMap(([name, seconds]) =>
        seconds === undefined ? [] : [[name, `${1000 * seconds}`]],
      ),
    ),
  };
}

/** PostgreSQL quotes what isn't a plain name. */
function asName(schema: string): string {
  return /^[a-z_][a-z0-9_]*$/.test(schema) ? schema : quotedName(schema);
}

/** What a login is besides NOLOGIN INHERIT, as it is described. */
export function loginLine(user: string, { settings }: SessionDescription): string {
  const limit = settings?.connectionLimit;
  return `role ${user} LOGIN PASSWORD${limit === undefined ? "" : ` CONNECTION LIMIT ${limit}`}`;
}
