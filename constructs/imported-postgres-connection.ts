import { Construct } from "constructs";
import { DatabaseRole, type DatabaseRoleProps } from "./database-role";
import type { IDatabaseSecretsEngine } from "./database-secrets-engine";
import type { IPostgresConnection } from "./postgres-connection";
import type { IPostgresDatabase } from "./postgres-database";
import { childId } from "./private/child-id";
import { describe } from "./private/manifest";
import { addProblems } from "./private/validation";
import { vaultNameProblems } from "./private/vault-name";

export interface ImportedPostgresConnectionProps {
  /** The database it connects to. */
  readonly database: IPostgresDatabase;
}

/** A connection that was configured elsewhere. Whoever did has to allow the roles that are added here. */
export class ImportedPostgresConnection extends Construct implements IPostgresConnection {
  /** Made by `engine.connectionFromName`. */
  constructor(
    scope: Construct,
    readonly connectionName: string,
    readonly engine: IDatabaseSecretsEngine,
    private readonly backend: string,
    private readonly props: ImportedPostgresConnectionProps,
  ) {
    super(scope, childId(scope, "connection", connectionName));
    const { databaseName: database } = props.database;
    describe(this, "connections", () => {
      return {
        name: connectionName,
        engine: engine.path,
        managed: false,
        database,
        rotated: false,
        tls: "unknown",
      };
    });
    addProblems(this, () => vaultNameProblems("connection", connectionName));
  }

  addRole(name: string, props: DatabaseRoleProps): DatabaseRole {
    const { database } = this.props;
    return new DatabaseRole(
      this,
      name,
      { connection: this, database, backend: this.backend, dependencies: [] },
      props,
    );
  }
}
