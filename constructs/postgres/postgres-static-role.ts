import type { DatabaseStaticRoleDefinition, DatabaseStaticRoleProps } from "../database-static-role";
import type { Problem } from "../private/validation";
import type { IPostgresDatabase } from "./i-postgres-database";
import { existingNameProblems } from "./private/existing-name";
import { identifierProblems } from "./private/identifier";
import { sessionOf } from "./private/session";
import { sessionProblems } from "./private/session-problems";
import { referenceTo } from "./private/server";
import type { Privileges } from "./privileges";
import type { SessionProps } from "./session-settings";
import { passwordStatements } from "./statements/rotation";

export interface PostgresStaticRoleProps extends DatabaseStaticRoleProps, SessionProps {
  /** What its login may do in the database. */
  readonly privileges: Privileges;
}

/** A static role of the engine whose user is a PostgreSQL login, a member of one group of the database. */
export function postgresStaticRole(
  database: IPostgresDatabase,
  roleName: string,
  props: PostgresStaticRoleProps,
): DatabaseStaticRoleDefinition {
  const { privileges, userName = roleName.replaceAll("-", "_") } = props;
  const session = sessionOf(database, privileges, props);
  const { group, kind, imported, dependencies } = database.addLogin(userName, privileges, session);
  return {
    userName,
    userKind: kind,
    rotationStatements: passwordStatements(database.issuingSchema),
    dependencies,
    problems: () => [
      ...(imported ? existingNameProblems : identifierProblems)("user name", userName),
      ...sessionProblems(database, privileges, props),
      ...lockTimeoutProblems(props),
    ],
    describe: () => ({ database: referenceTo(database), group, privileges: privileges.name, ...session }),
  };
}

/** `postgresql_role` has no argument for it. */
function lockTimeoutProblems({ settings }: SessionProps): Problem[] {
  if (!settings?.props.lockTimeout) return [];
  const message = "a static role has a lockTimeout, which Terraform can't set for its login";
  const fix =
    "leave it out ({ lockTimeout: undefined } for a preset), and have its reader set it: options=-clock_timeout=5s in the connection, or SET lock_timeout";
  return [{ rule: "lock-timeout", message, fix }];
}
