import type { DatabaseStaticRoleDefinition, DatabaseStaticRoleProps } from "../database-static-role";
import type { IPostgresDatabase } from "./postgres-database";
import { identifierProblems } from "./private/identifier";
import { referenceTo } from "./private/server";
import type { Privileges } from "./privileges";
import { passwordStatements } from "./statements/rotation";

export interface PostgresStaticRoleProps extends DatabaseStaticRoleProps {
  /** What its login may do in the database. */
  readonly privileges: Privileges;
}

/** A static role of the engine whose user is a PostgreSQL login, a member of one group of the database. */
export function postgresStaticRole(
  database: IPostgresDatabase,
  roleName: string,
  { privileges, userName = roleName.replaceAll("-", "_") }: PostgresStaticRoleProps,
): DatabaseStaticRoleDefinition {
  const { group, kind, dependencies } = database.addLogin(userName, privileges);
  return {
    userName,
    userKind: kind,
    rotationStatements: passwordStatements(),
    dependencies,
    problems: () => identifierProblems("user name", userName),
    describe: () => ({ database: referenceTo(database), group, privileges: privileges.name }),
  };
}
