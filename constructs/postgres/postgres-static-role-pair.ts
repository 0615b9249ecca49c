import { type AddRoleOfPair, StaticRolePair, type StaticRolePairProps } from "../static-role-pair";
import type { Construct } from "constructs";
import type { DatabaseStaticRole } from "../database-static-role";
import type { IPostgresConnection } from "./postgres-connection";
import type { PostgresStaticRoleProps } from "./postgres-static-role";
import type { Privileges } from "./privileges";
import type { SessionProps } from "./session-settings";

export interface PostgresStaticRolePairProps extends StaticRolePairProps, SessionProps {
  /** What both logins may do in the database. */
  readonly privileges: Privileges;
  /**
   * The logins are `<userName>_blue` and `<userName>_green`.
   * @default - the pair's name, with underscores in place of dashes
   */
  readonly userName?: string;
}

/** Makes a static role below a construct. `isTwin`: the other one of a pair says what is wrong with both. */
export type AddStaticRole = (
  scope: Construct,
  name: string,
  props: PostgresStaticRoleProps,
  isTwin: boolean,
) => DatabaseStaticRole;

/** Two static roles of a connection. */
export function postgresStaticRolePair(
  connection: IPostgresConnection & Construct,
  name: string,
  props: PostgresStaticRolePairProps,
  add: AddStaticRole,
): StaticRolePair {
  const { privileges, actsAsGroup, settings, userName = name.replaceAll("-", "_") } = props;
  const addRole: AddRoleOfPair = (pair, color, rotation) => {
    const login = { privileges, actsAsGroup, settings, userName: `${userName}_${color}` };
    // The name of green is the longer one.
    return add(pair, `${name}-${color}`, { ...login, rotation }, color === "blue");
  };
  return new StaticRolePair(connection, name, connection.engine, props, addRole);
}
