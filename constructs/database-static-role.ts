import { DatabaseSecretBackendStaticRole } from "@cdktf/provider-vault/lib/database-secret-backend-static-role";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { staticPath } from "../policies/credential-rules";
import type { StaticRoleDescription } from "./access/access-manifest";
import type { DatabaseStaticRoleDescription } from "./access/static-role-description";
import type { DatabaseAddress, IDatabaseConnection } from "./database-connection";
import type { IDatabaseRole } from "./database-role";
import type { PasswordPolicy } from "./password-policy";
import { childId } from "./private/child-id";
import { claim } from "./private/claim";
import { describe } from "./private/describe";
import { grantCredential } from "./private/grants";
import { rotationProblems } from "./private/rotation-problems";
import { addProblems, type Problem } from "./private/validation";
import { vaultNameProblems } from "./private/vault-name";
import { writtenAfter } from "./private/written";
import type { StaticRotation } from "./static-rotation";
import type { IWorkload } from "./workload";

export interface DatabaseStaticRoleProps {
  /**
   * The user whose password Vault changes. No two roles have the same one. Vault's `username`.
   * @default - the role's name, with underscores in place of dashes
   */
  readonly userName?: string;
  /** When Vault changes its password. */
  readonly rotation: StaticRotation;
}

/** What a static role takes from the kind of its database. */
export interface DatabaseStaticRoleDefinition {
  /** Vault's `username`. */
  readonly userName: string;
  /** What has its name on the database's server, for a claim. */
  readonly userKind: string;
  /** Vault's `rotation_statements`: they change its password. */
  readonly rotationStatements: readonly string[];
  /** What must be there before Vault can change it, which it does when the role is made. */
  readonly dependencies: readonly ITerraformDependable[];
  /** What is wrong with the user. */
  problems(): readonly Problem[];
  /** What `access.json` says about it besides what it says about every static role. */
  describe(): Omit<StaticRoleDescription, keyof DatabaseStaticRoleDescription>;
}

/** What a connection tells its static roles. */
export interface DatabaseStaticRoleScope {
  readonly connection: IDatabaseConnection;
  readonly definition: DatabaseStaticRoleDefinition;
  /** How its passwords are made. */
  readonly passwordPolicy?: PasswordPolicy;
  /** Whether the other one of a pair says what is wrong with both. @default false */
  readonly isTwin?: boolean;
  /** What must be there before the role can be written. */
  readonly dependencies: readonly ITerraformDependable[];
}

/**
 * A static role of the database engine: whoever may read its path gets the same user of the database, whose password Vault
 * changes. For what can't take a new user name: a pooler, an application that reads its login once. All its readers share
 * the user, so PostgreSQL can't tell them apart, and nobody can be cut off alone: where a leased role will do, use that.
 * Writes `<mount>/static-roles/<name>`, for which the provider's token needs create, read, update and delete.
 *
 * @see Vault documentation, "Database secrets engine", "Static roles",
 * https://developer.hashicorp.com/vault/docs/secrets/databases#static-roles
 *
 * @example
 * const pooler = connection.addStaticRole("pgbouncer", {
 *   privileges: Privileges.readWrite(),
 *   rotation: StaticRotation.every(Duration.days(1)),
 * });
 * pooler.grantRead(workload);
 */
export class DatabaseStaticRole extends Construct implements IDatabaseRole {
  readonly path: string;
  readonly address: DatabaseAddress;
  /** The user whose password Vault changes. */
  readonly userName: string;

  /** Made by `connection.addStaticRole`. */
  constructor(
    scope: Construct,
    readonly roleName: string,
    private readonly within: DatabaseStaticRoleScope,
    private readonly rotation: StaticRotation,
  ) {
    super(scope, childId(scope, "static-role", roleName));
    const { engine } = within.connection;
    this.path = staticPath(engine.path, roleName);
    this.address = within.connection.address;
    this.userName = within.definition.userName;
    this.addRole();
    claim(this, "Vault path", this.path);
    claim(this, "Vault role", `${engine.path}/${roleName}`);
    claim(this, within.definition.userKind, this.userName, "give each static role a userName of its own");
    describe(this, "staticRoles", () => this.describe());
    if (within.isTwin) return;
    addProblems(this, () => [
      ...vaultNameProblems("static role", roleName),
      ...rotationProblems(rotation, engine.product),
      ...within.definition.problems(),
    ]);
  }

  /**
   * Lets a workload read the user and its password: `read` on `<mount>/static-creds/<name>`, and nothing else. It reads
   * them again when their `ttl` is over; there is no lease to renew or to revoke. By `last_vault_rotation` it sees that the
   * password is another one: `ttl` begins anew before that is changed.
   */
  grantRead(workload: IWorkload): void {
    grantCredential(workload, { path: this.path, kind: "static" });
  }

  private addRole(): void {
    const { connection, definition, passwordPolicy, dependencies } = this.within;
    const { period, schedule } = this.rotation;
    writtenAfter(
      [...dependencies, ...definition.dependencies, ...(passwordPolicy ? [passwordPolicy.resource] : [])],
      new DatabaseSecretBackendStaticRole(this, "Resource", {
        backend: connection.engine.backend,
        name: this.roleName,
        dbName: connection.connectionName,
        username: definition.userName,
        rotationPeriod: period?.toSeconds(),
        rotationSchedule: schedule?.cron,
        rotationWindow: schedule?.window.toSeconds(),
        rotationStatements: [...definition.rotationStatements],
        credentialConfig: passwordPolicy && { password_policy: passwordPolicy.policyName },
      }),
    );
  }

  private describe(): StaticRoleDescription {
    const { connection, definition, passwordPolicy } = this.within;
    return {
      name: this.roleName,
      path: this.path,
      engine: connection.engine.path,
      connection: connection.connectionName,
      userName: definition.userName,
      ...definition.describe(),
      rotation: this.rotation.describe(),
      passwordPolicy: passwordPolicy?.policyName,
    };
  }
}
