import type { DatabaseRoleDefinition, DatabaseRoleProps } from "../database-role";
import type { IPostgresDatabase } from "./postgres-database";
import type { Privileges } from "./privileges";
import { referenceTo } from "./private/server";
import { creationStatements, renewalStatements } from "./statements/creation";
import { revocationStatements } from "./statements/revocation";

export interface PostgresRoleProps extends DatabaseRoleProps {
  /** What its leased roles may do in the database. */
  readonly privileges: Privileges;
}

/** A role of the engine whose leases are PostgreSQL roles, members of one group of the database. */
export function postgresRole(database: IPostgresDatabase, privileges: Privileges): DatabaseRoleDefinition {
  const group = database.group(privileges);
  return {
    creationStatements: creationStatements(group.roleName, privileges.describe(database.schemas)),
    renewStatements: renewalStatements(),
    revocationStatements: revocationStatements(database.ownerName),
    dependencies: group.dependencies,
    describe: () => ({
      database: referenceTo(database),
      group: group.roleName,
      privileges: privileges.name,
    }),
  };
}
