import type { DatabaseRoleDefinition, DatabaseRoleProps } from "../database-role";
import type { IPostgresDatabase } from "./i-postgres-database";
import type { Privileges } from "./privileges";
import { sessionOf } from "./private/session";
import { sessionProblems } from "./private/session-problems";
import { referenceTo } from "./private/server";
import type { SessionProps } from "./session-settings";
import { leaseStatements } from "./statements/lease-statements";

export interface PostgresRoleProps extends DatabaseRoleProps, SessionProps {
  /** What its leased roles may do in the database. */
  readonly privileges: Privileges;
}

/** A role of the engine whose leases are PostgreSQL roles, members of one group of the database. */
export function postgresRole(
  database: IPostgresDatabase,
  name: string,
  props: PostgresRoleProps,
): DatabaseRoleDefinition {
  const { privileges } = props;
  const { roleName: group, dependencies } = database.group(privileges);
  const session = sessionOf(database, privileges, props);
  const heir = privileges.isOwner ? group : database.ownerName;
  const { issuingSchema } = database;
  const { creation, renewal, revocation } = leaseStatements({ name, group, heir, issuingSchema, ...session });
  return {
    creationStatements: creation,
    renewStatements: renewal,
    revocationStatements: revocation,
    dependencies,
    problems: () => sessionProblems(database, privileges, props),
    describe: () => ({
      database: referenceTo(database),
      group,
      privileges: privileges.name,
      ...session,
    }),
  };
}
