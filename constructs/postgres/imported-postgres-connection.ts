import { Construct } from "constructs";
import type { DatabaseAddress } from "../database-connection";
import { DatabaseRole } from "../database-role";
import { DatabaseStaticRole } from "../database-static-role";
import type { IDatabaseSecretsEngine } from "../database-secrets-engine";
import type { IPostgresConnection } from "./postgres-connection";
import type { IPostgresDatabase } from "./i-postgres-database";
import { postgresRole, type PostgresRoleProps } from "./postgres-role";
import { postgresStaticRole, type PostgresStaticRoleProps } from "./postgres-static-role";
import {
  type AddStaticRole,
  postgresStaticRolePair,
  type PostgresStaticRolePairProps,
} from "./postgres-static-role-pair";
import { installationProblems } from "./private/installation-problems";
import { referenceTo } from "./private/server";
import type { StaticRolePair } from "../static-role-pair";
import { claim } from "../private/claim";
import { describe } from "../private/describe";
import { databaseStackProblems } from "../private/one-stack";
import { addProblems } from "../private/validation";
import { vaultNameProblems } from "../private/vault-name";

export interface ImportedPostgresConnectionProps {
  /** The engine it is configured on. */
  readonly engine: IDatabaseSecretsEngine;
  /** Its name in Vault. @default - the construct's id */
  readonly connectionName?: string;
  /** The database it connects to. */
  readonly database: IPostgresDatabase;
}

/**
 * What `PostgresConnection.fromName` gives.
 *
 * @example
 * PostgresConnection.fromName(stack, "shared", {
 *   engine: DatabaseSecretsEngine.fromPath(stack, "team-a", "team-a/database"),
 *   database,
 * }).addRole("reports", { privileges: Privileges.readOnly() });
 */
export class ImportedPostgresConnection extends Construct implements IPostgresConnection {
  readonly connectionName: string;
  readonly engine: IDatabaseSecretsEngine;
  readonly address: DatabaseAddress;

  constructor(
    scope: Construct,
    id: string,
    private readonly props: ImportedPostgresConnectionProps,
  ) {
    super(scope, id);
    this.connectionName = props.connectionName ?? id;
    this.engine = props.engine;
    this.address = { database: props.database.databaseName };
    claim(this, "Vault path", `${this.engine.path}/config/${this.connectionName}`);
    describe(this, "connections", () => ({
      kind: "postgresql",
      name: this.connectionName,
      engine: this.engine.path,
      imported: true,
      database: referenceTo(props.database),
      rotated: false,
      tls: "unknown",
    }));
    addProblems(this, () => [
      ...vaultNameProblems("connection", this.connectionName),
      ...databaseStackProblems(this, props.database),
      ...installationProblems(this, props.database),
    ]);
  }

  addRole(name: string, props: PostgresRoleProps): DatabaseRole {
    const definition = postgresRole(this.props.database, name, props);
    return new DatabaseRole(this, name, { connection: this, definition, dependencies: [] }, props);
  }

  addStaticRole(name: string, props: PostgresStaticRoleProps): DatabaseStaticRole {
    return this.makeStaticRole(this, name, props, false);
  }

  addStaticRolePair(name: string, props: PostgresStaticRolePairProps): StaticRolePair {
    return postgresStaticRolePair(this, name, props, (...role) => this.makeStaticRole(...role));
  }

  private makeStaticRole(...[scope, name, props, isTwin]: Parameters<AddStaticRole>): DatabaseStaticRole {
    const definition = postgresStaticRole(this.props.database, name, props);
    const within = { connection: this, definition, isTwin, dependencies: [] };
    return new DatabaseStaticRole(scope, name, within, props.rotation);
  }
}
