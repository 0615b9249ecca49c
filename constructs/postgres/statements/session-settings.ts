import type { SessionSettingsDescription } from "../../access/session-description";
import { quotedName } from "./quoted";

/** A setting of a login by PostgreSQL's name, and its value as SQL. Times are in milliseconds. */
export type SettingSql = readonly [name: string, value: string];

/** What `ALTER ROLE … SET` sets for a login. */
export function settingsSql(settings: SessionSettingsDescription = {}): SettingSql[] {
  const { searchPath, statementTimeout, lockTimeout, idleInTransactionSessionTimeout } = settings;
  const times: Readonly<Record<string, number | undefined>> = {
    statement_timeout: statementTimeout,
    lock_timeout: lockTimeout,
    idle_in_transaction_session_timeout: idleInTransactionSessionTimeout,
  };
  return [
    ...(searchPath
      ? [["search_path", searchPath.map((schema) => quotedName(schema)).join(", ")] as const]
      : []),
    ...Object.entries(times).flatMap(([name, seconds]) =>
      seconds === undefined ? [] : [[name, `${1000 * seconds}`] as const],
    ),
  ];
}
