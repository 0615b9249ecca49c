import { DatabaseSecretBackendRole } from "@cdktf/provider-vault/lib/database-secret-backend-role";
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import type { RoleDescription } from "./access/access-manifest";
import { Duration } from "./duration";
import type { PasswordPolicy } from "./password-policy";
import type { IPostgresConnection } from "./postgres/postgres-connection";
import type { IPostgresDatabase } from "./postgres/postgres-database";
import type { Privileges } from "./postgres/privileges";
import { referenceTo } from "./postgres/private/server";
import { childId } from "./private/child-id";
import { claim } from "./private/claim";
import { durationProblems, orderProblems } from "./private/duration-problems";
import { describe } from "./private/describe";
import { grantCredential } from "./private/grants";
import { addProblems } from "./private/validation";
import { vaultNameProblems } from "./private/vault-name";
import { creationStatements, renewalStatements } from "./postgres/statements/creation";
import { revocationStatements } from "./postgres/statements/revocation";
import type { IWorkload } from "./workload";

export interface DatabaseRoleProps {
  /** What its leased roles may do in the database. */
  readonly privileges: Privileges;
  /** How long a lease lives when nobody renews it. Vault's `default_ttl`. @default - the engine's; an hour where that is mounted elsewhere */
  readonly defaultTtl?: Duration;
  /** How long it can live with renewals. Vault's `max_ttl`. @default - the engine's; 24 hours where that is mounted elsewhere */
  readonly maxTtl?: Duration;
}

/** What a connection tells its roles. */
export interface DatabaseRoleScope {
  readonly connection: IPostgresConnection;
  readonly database: IPostgresDatabase;
  /** How the passwords of leased roles are made. */
  readonly passwordPolicy?: PasswordPolicy;
  readonly dependencies: readonly ITerraformDependable[];
}

/** Something whose credentials a workload can be allowed to read. */
export interface IDatabaseRole extends IConstruct {
  readonly roleName: string;
  /** The path a workload reads: `database/creds/app-readonly`. */
  readonly path: string;
}

/**
 * A role of the database engine: whoever may read its path gets a PostgreSQL role of their own, for a while.
 * Writes `<mount>/roles/<name>`, for which the provider's token needs create, read, update and delete.
 *
 * @see Vault documentation, "PostgreSQL database secrets engine"
 */
export class DatabaseRole extends Construct implements IDatabaseRole {
  readonly path: string;
  /** Vault's `default_ttl`. */
  readonly defaultTtl: Duration;
  /** Vault's `max_ttl`. */
  readonly maxTtl: Duration;

  /** Made by `connection.addRole`. */
  constructor(
    scope: Construct,
    readonly roleName: string,
    private readonly within: DatabaseRoleScope,
    private readonly props: DatabaseRoleProps,
  ) {
    super(scope, childId(scope, "role", roleName));
    const { connection, database, passwordPolicy } = within;
    this.path = `${connection.engine.path}/creds/${roleName}`;
    const { defaultLeaseTtl = Duration.hours(1), maxLeaseTtl = Duration.hours(24) } = connection.engine;
    this.defaultTtl = props.defaultTtl ?? defaultLeaseTtl;
    this.maxTtl = props.maxTtl ?? maxLeaseTtl;
    const group = database.group(props.privileges);
    new DatabaseSecretBackendRole(this, "Resource", {
      backend: connection.engine.backend,
      name: roleName,
      dbName: connection.connectionName,
      defaultTtl: this.defaultTtl.toSeconds(),
      maxTtl: this.maxTtl.toSeconds(),
      creationStatements: creationStatements(group.roleName, props.privileges.describe(database.schemas)),
      renewStatements: renewalStatements(),
      revocationStatements: revocationStatements(database.ownerName),
      // The provider has no argument for the connection's own password policy.
      credentialConfig: passwordPolicy && { password_policy: passwordPolicy.policyName },
      dependsOn: [
        ...within.dependencies,
        ...group.dependencies,
        ...(passwordPolicy ? [passwordPolicy.resource] : []),
      ],
    });
    claim(this, "Vault path", this.path);
    describe(this, "roles", () => this.describe(group.roleName));
    addProblems(this, () => [
      ...vaultNameProblems("role", roleName),
      ...durationProblems({ defaultTtl: props.defaultTtl, maxTtl: props.maxTtl }, "lease-ttl-bounds"),
      // What it has from the engine is the engine's to report.
      ...(props.defaultTtl || props.maxTtl
        ? orderProblems(["defaultTtl", this.defaultTtl], ["maxTtl", this.maxTtl])
        : []),
    ]);
  }

  /**
   * Lets a workload read credentials of this role, and renew and revoke their leases: `read` on
   * `<mount>/creds/<name>`, `update` on `sys/leases/renew` and `sys/leases/revoke` for this role's leases only.
   */
  grantRead(workload: IWorkload): void {
    grantCredential(workload, { path: this.path, kind: "leased" });
  }

  private describe(group: string): RoleDescription {
    const { connection, database, passwordPolicy } = this.within;
    return {
      kind: "leased",
      name: this.roleName,
      path: this.path,
      engine: connection.engine.path,
      connection: connection.connectionName,
      database: referenceTo(database),
      group,
      privileges: this.props.privileges.name,
      defaultTtl: this.defaultTtl.toSeconds(),
      maxTtl: this.maxTtl.toSeconds(),
      passwordLength: passwordPolicy?.length,
    };
  }
}
