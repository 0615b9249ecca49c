import { DatabaseSecretBackendRole } from "@cdktf/provider-vault/lib/database-secret-backend-role";
import { QuotaRateLimit } from "@cdktf/provider-vault/lib/quota-rate-limit";
import type { ITerraformDependable } from "cdktf";
import { Construct, type IConstruct } from "constructs";
import { leasedPath } from "../policies/credential-rules";
import type { RoleDescription } from "./access/access-manifest";
import type { LeasedRoleDescription } from "./access/leased-role-description";
import type { DatabaseAddress, IDatabaseConnection } from "./database-connection";
import { Duration } from "./duration";
import type { PasswordPolicy } from "./password-policy";
import { childId } from "./private/child-id";
import { claim } from "./private/claim";
import { durationProblems, orderProblems } from "./private/duration-problems";
import { describe } from "./private/describe";
import { grantCredential } from "./private/grants";
import { addProblems, type Problem } from "./private/validation";
import { vaultNameProblems } from "./private/vault-name";
import { written, writtenAfter } from "./private/written";
import type { RateLimit } from "./rate-limit";
import type { IWorkload } from "./workload";

export interface DatabaseRoleProps {
  /** How long a lease lives when nobody renews it. Vault's `default_ttl`. @default - the engine's; an hour where that is imported */
  readonly defaultTtl?: Duration;
  /** How long it can live with renewals. Vault's `max_ttl`. @default - the engine's; 24 hours where that is imported */
  readonly maxTtl?: Duration;
  /** How often one client may ask for a credential. @default - as often as it wants */
  readonly rateLimit?: RateLimit;
}

/** What a role takes from the kind of its database. */
export interface DatabaseRoleDefinition {
  /** Vault's `creation_statements`: they make a leased user. */
  readonly creationStatements: readonly string[];
  /** Vault's `renew_statements`: they move its expiry. */
  readonly renewStatements: readonly string[];
  /** Vault's `revocation_statements`: they end it. */
  readonly revocationStatements: readonly string[];
  /** What must be there before a user can be leased. */
  readonly dependencies: readonly ITerraformDependable[];
  /** What is wrong with its users. */
  problems(): readonly Problem[];
  /** What `access.json` says about it besides what it says about every role. */
  describe(): Omit<RoleDescription, keyof LeasedRoleDescription>;
}

/** What a connection tells its roles. */
export interface DatabaseRoleScope {
  readonly connection: IDatabaseConnection;
  readonly definition: DatabaseRoleDefinition;
  /** How the passwords of leased users are made. */
  readonly passwordPolicy?: PasswordPolicy;
  /** What must be there before the role can be written. */
  readonly dependencies: readonly ITerraformDependable[];
}

/** Something whose credentials a workload can be allowed to read. */
export interface IDatabaseRole extends IConstruct {
  readonly roleName: string;
  /** The path a workload reads: `database/creds/app-readonly`. */
  readonly path: string;
  /** Where its database is. */
  readonly address: DatabaseAddress;
  /** How long a lease lives when nobody renews it. Missing where nothing is leased. */
  readonly defaultTtl?: Duration;
}

/**
 * A role of the database engine: whoever may read its path gets a database user of their own, for a while.
 * Writes `<mount>/roles/<name>`, for which the provider's token needs create, read, update and delete, and, with a rate
 * limit, `sys/quotas/rate-limit/<mount>-<name>`, for which it needs read, update and delete.
 *
 * @see Vault documentation, "Database secrets engine",
 * https://developer.hashicorp.com/vault/docs/secrets/databases
 *
 * @example
 * const readonly = connection.addRole("app-readonly", {
 *   privileges: Privileges.readOnly(),
 *   defaultTtl: Duration.hours(1),
 *   maxTtl: Duration.hours(24),
 * });
 * readonly.grantRead(workload);
 */
export class DatabaseRole extends Construct implements IDatabaseRole {
  readonly path: string;
  readonly address: DatabaseAddress;
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
    const { engine } = within.connection;
    this.path = leasedPath(engine.path, roleName);
    this.address = within.connection.address;
    this.defaultTtl = props.defaultTtl ?? engine.defaultLeaseTtl ?? Duration.hours(1);
    this.maxTtl = props.maxTtl ?? engine.maxLeaseTtl ?? Duration.hours(24);
    this.addRole();
    if (props.rateLimit) this.addRateLimit(props.rateLimit);
    claim(this, "Vault path", this.path);
    claim(this, "Vault role", `${engine.path}/${roleName}`);
    describe(this, "roles", () => this.describe());
    addProblems(this, () => [
      ...vaultNameProblems("role", roleName),
      ...durationProblems({ defaultTtl: props.defaultTtl, maxTtl: props.maxTtl }, "lease-ttl-bounds"),
      // What it has from the engine is the engine's to report.
      ...(props.defaultTtl || props.maxTtl
        ? orderProblems(["defaultTtl", this.defaultTtl], ["maxTtl", this.maxTtl])
        : []),
      ...(props.rateLimit?.problems(this.maxTtl) ?? []),
      ...within.definition.problems(),
    ]);
  }

  /**
   * Lets a workload read credentials of this role, and renew and revoke their leases: `read` on
   * `<mount>/creds/<name>`, `update` on `sys/leases/renew` and `sys/leases/revoke` for this role's leases only, named
   * in the request's body or in the path.
   */
  grantRead(workload: IWorkload): void {
    grantCredential(workload, { path: this.path, kind: "leased" });
  }

  private addRole(): void {
    const { connection, definition, passwordPolicy, dependencies } = this.within;
    writtenAfter(
      [...dependencies, ...definition.dependencies, ...(passwordPolicy ? [passwordPolicy.resource] : [])],
      new DatabaseSecretBackendRole(this, "Resource", {
        backend: connection.engine.backend,
        name: this.roleName,
        dbName: connection.connectionName,
        defaultTtl: this.defaultTtl.toSeconds(),
        maxTtl: this.maxTtl.toSeconds(),
        creationStatements: [...definition.creationStatements],
        renewStatements: [...definition.renewStatements],
        revocationStatements: [...definition.revocationStatements],
        // The provider has no argument for the connection's own password policy.
        credentialConfig: passwordPolicy && { password_policy: passwordPolicy.policyName },
      }),
    );
  }

  private addRateLimit({ requests, per }: RateLimit): void {
    const { backend } = this.within.connection.engine;
    claim(this, "Vault rate limit", this.rateLimitName);
    written(
      new QuotaRateLimit(this, "rate-limit", {
        name: this.rateLimitName,
        path: leasedPath(backend, this.roleName),
        rate: requests,
        interval: per.toSeconds(),
      }),
    );
  }

  private get rateLimitName(): string {
    return `${this.within.connection.engine.path.replaceAll("/", "-")}-${this.roleName}`;
  }

  private describe(): RoleDescription {
    const { connection, definition, passwordPolicy } = this.within;
    return {
      kind: "leased",
      name: this.roleName,
      path: this.path,
      engine: connection.engine.path,
      connection: connection.connectionName,
      ...definition.describe(),
      defaultTtl: this.defaultTtl.toSeconds(),
      maxTtl: this.maxTtl.toSeconds(),
      passwordPolicy: passwordPolicy?.policyName,
      rateLimit: this.props.rateLimit?.describe(this.rateLimitName),
    };
  }
}
