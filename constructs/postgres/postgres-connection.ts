import {
  DatabaseSecretBackendConnection,
  type DatabaseSecretBackendConnectionPostgresql,
} from "@cdktf/provider-vault/lib/database-secret-backend-connection";
import { GenericEndpoint } from "@cdktf/provider-vault/lib/generic-endpoint";
import { Lazy, type TerraformResource, TerraformStack } from "cdktf";
import { Construct } from "constructs";
import type { PostgresConnectionDescription } from "../access/postgres-description";
import type { DatabaseAddress, IDatabaseConnection } from "../database-connection";
import type { DatabaseEndpoint } from "../database-endpoint";
import { DatabaseRole } from "../database-role";
import { DatabaseStaticRole } from "../database-static-role";
import type { IDatabaseSecretsEngine } from "../database-secrets-engine";
import type { Duration } from "../duration";
import type { PasswordPolicy } from "../password-policy";
import { childId } from "../private/child-id";
import { claim, isClashing } from "../private/claim";
import { describe } from "../private/describe";
import { databaseStackProblems, isInOneStack, oneStackProblems } from "../private/one-stack";
import { addProblems, type Problem } from "../private/validation";
import { writtenAfter } from "../private/written";
import type { RootCredential } from "../root-credential";
import type { StaticRolePair } from "../static-role-pair";
import {
  ImportedPostgresConnection,
  type ImportedPostgresConnectionProps,
} from "./imported-postgres-connection";
import type { IPostgresDatabase } from "./i-postgres-database";
import { postgresRole, type PostgresRoleProps } from "./postgres-role";
import { postgresStaticRole, type PostgresStaticRoleProps } from "./postgres-static-role";
import {
  type AddStaticRole,
  postgresStaticRolePair,
  type PostgresStaticRolePairProps,
} from "./postgres-static-role-pair";
import type { PostgresTls } from "./postgres-tls";
import { connectionProblems, rootCredentialProblems } from "./private/connection-problems";
import {
  type ConnectionSettings,
  connectionUrl,
  serverAddress,
  withDefaults,
} from "./private/connection-settings";
import { installationProblems } from "./private/installation-problems";
import { referenceTo } from "./private/server";
import { installationDigest } from "./statements/issuing-installation";
import { rotationStatements } from "./statements/rotation";

/** A connection of Vault to a PostgreSQL database. */
export interface IPostgresConnection extends IDatabaseConnection {
  /** Adds a role, and allows it on the connection. */
  addRole(name: string, props: PostgresRoleProps): DatabaseRole;
  /** Adds a role whose user stays while Vault changes its password, and allows it on the connection. */
  addStaticRole(name: string, props: PostgresStaticRoleProps): DatabaseStaticRole;
  /** Adds two such roles, whose passwords change in turn, and allows them on the connection. */
  addStaticRolePair(name: string, props: PostgresStaticRolePairProps): StaticRolePair;
}

/** Where a PostgreSQL server listens, as Vault sees it, or several of which one is the primary. */
export type PostgresEndpoint = DatabaseEndpoint;

export interface PostgresConnectionProps {
  /** The database it connects to. */
  readonly database: IPostgresDatabase;
  /** Where its server listens: `{ host, port }`, or of several with the same data `{ hosts: [{ host, port }, …] }`. */
  readonly endpoint: PostgresEndpoint;
  /** How Vault makes sure that it is that server. */
  readonly tls: PostgresTls;
  /** The account's first password. */
  readonly rootCredential: RootCredential;
  /**
   * Which password of Vault's account this is, counted by hand: raising it resets the password and rotates again. It
   * also mends an apply that stopped when the account had its password and Vault did not.
   * @default 1
   */
  readonly generation?: number;
  /** Whether Vault replaces the password as soon as the connection is there. @default true */
  readonly rotateRoot?: boolean;
  /** Vault's `max_open_connections`. @default 4 */
  readonly maxOpenConnections?: number;
  /** Vault's `max_idle_connections`; at least 1. @default - as many as may be open */
  readonly maxIdleConnections?: number;
  /** Vault's `max_connection_lifetime`. @default Duration.minutes(5) */
  readonly maxConnectionLifetime?: Duration;
  /**
   * The names of leased roles, as a Go template. Vault's `username_template`. It may not have `.DisplayName`, which
   * would bring the display name of whoever asks into SQL; who asked is in the audit log.
   * @default "v-{{.RoleName | truncate 24}}-{{random 20}}-{{unix_time}}"
   */
  readonly usernameTemplate?: string;
  /** How the passwords of leased roles are made. @default - Vault's own: 20 characters */
  readonly passwordPolicy?: PasswordPolicy;
}

/** What an engine tells its connections. */
export interface PostgresConnectionScope {
  readonly engine: IDatabaseSecretsEngine;
  readonly preventDestroy: boolean;
}

/**
 * Vault's connection to a database. Its URL is a template, so Vault can rotate the root password that no plan or
 * state ever held. Writes `<mount>/config/<name>` and `<mount>/rotate-root/<name>`, for which the provider's token
 * needs create, read, update and delete on the one, and update on the other.
 *
 * @see Vault documentation, "PostgreSQL database plugin HTTP API",
 * https://developer.hashicorp.com/vault/api-docs/secret/databases/postgresql
 *
 * @example
 * const connection = new DatabaseSecretsEngine(stack, "database").addPostgresConnection("appdb", {
 *   database: new PostgresDatabase(stack, "appdb", { databaseName: "appdb" }),
 *   endpoint: { host: "postgres.internal" },
 *   tls: PostgresTls.verifyFull(),
 *   rootCredential: RootCredential.generated(),
 * });
 * connection.addRole("app-readonly", { privileges: Privileges.readOnly() });
 */
export class PostgresConnection extends Construct implements IPostgresConnection {
  /** A connection that was configured elsewhere, where the roles that are added to it here have to be allowed. */
  static fromName(scope: Construct, id: string, props: ImportedPostgresConnectionProps): IPostgresConnection {
    return new ImportedPostgresConnection(scope, id, props);
  }

  readonly engine: IDatabaseSecretsEngine;
  readonly address: DatabaseAddress;
  private readonly settings: ConnectionSettings;
  private readonly roles: string[] = [];
  private readonly resource: DatabaseSecretBackendConnection;
  /** What has to be there before anything can be issued. */
  private readonly usable: TerraformResource;

  /** Made by `engine.addPostgresConnection`. */
  constructor(
    scope: Construct,
    readonly connectionName: string,
    private readonly within: PostgresConnectionScope,
    props: PostgresConnectionProps,
  ) {
    super(scope, childId(scope, "connection", connectionName));
    this.engine = within.engine;
    this.settings = withDefaults(props);
    const { database, endpoint, tls } = this.settings;
    this.address = { database: database.databaseName, ...endpoint, sslMode: tls.sslMode };
    claim(this, "Vault path", `${this.engine.path}/config/${connectionName}`);
    // Each rotates the password, which locks the other out.
    claim(this, "account", `${props.database.accountName} at ${serverAddress(this.settings)}`);
    const password = props.rootCredential.bind(this);
    const literal = rootCredentialProblems(password);
    this.resource = this.addConnection(password);
    // A literal, and a database of another stack, have findings of their own.
    const isSet = literal.length > 0 || !isInOneStack(this, props.database) || this.connect(password);
    const rotation = this.settings.rotateRoot ? this.addRotation() : undefined;
    // A rotation makes what issues.
    this.usable = (this.settings.database.issuingSchema !== undefined && rotation) || this.resource;
    // Write-only arguments and ephemeral resources need it.
    TerraformStack.of(this).addOverride("terraform.required_version", ">= 1.11.0");
    describe(this, "connections", () => this.describe());
    addProblems(this, () => [
      ...connectionProblems(connectionName, this.settings, !isSet && !isClashing(this)),
      ...literal,
      ...this.otherStackProblems(),
      ...installationProblems(this, props.database),
      ...props.tls.problems(),
    ]);
  }

  addRole(name: string, props: PostgresRoleProps): DatabaseRole {
    this.roles.push(name);
    const { database, passwordPolicy } = this.settings;
    const definition = postgresRole(database, name, props);
    const within = { connection: this, definition, passwordPolicy, dependencies: [this.usable] };
    return new DatabaseRole(this, name, within, props);
  }

  addStaticRole(name: string, props: PostgresStaticRoleProps): DatabaseStaticRole {
    return this.makeStaticRole(this, name, props, false);
  }

  addStaticRolePair(name: string, props: PostgresStaticRolePairProps): StaticRolePair {
    return postgresStaticRolePair(this, name, props, (...role) => this.makeStaticRole(...role));
  }

  private makeStaticRole(...[scope, name, props, isTwin]: Parameters<AddStaticRole>): DatabaseStaticRole {
    this.roles.push(name);
    const { database, passwordPolicy } = this.settings;
    const definition = postgresStaticRole(database, name, props);
    const within = { connection: this, definition, passwordPolicy, isTwin, dependencies: [this.usable] };
    return new DatabaseStaticRole(scope, name, within, props.rotation);
  }

  /** @returns whether the first password is that of the account: a generated one has to be set there, too */
  private connect(password: string): boolean {
    const { database, generation, rootCredential } = this.settings;
    const { resource } = this;
    const isSet = database.connect({ server: serverAddress(this.settings), password, generation, resource });
    return isSet || !rootCredential.isGenerated;
  }

  private otherStackProblems(): Problem[] {
    const { database, rootCredential, passwordPolicy } = this.settings;
    const others = [rootCredential.variable, passwordPolicy].filter((other) => other !== undefined);
    return [
      ...databaseStackProblems(this, database),
      ...others.flatMap((other) =>
        oneStackProblems(this, `"${other.node.id}"`, other, "make it in the stack of the connection"),
      ),
    ];
  }

  private addConnection(password: string): DatabaseSecretBackendConnection {
    const { preventDestroy } = this.within;
    return writtenAfter(
      // Vault logs in as soon as this is written.
      this.settings.database.accountDependencies,
      new DatabaseSecretBackendConnection(this, "Resource", {
        backend: this.engine.backend,
        name: this.connectionName,
        allowedRoles: Lazy.listValue({ produce: () => [...this.roles].sort() }),
        verifyConnection: true,
        rootRotationStatements: this.rotationStatements(),
        postgresql: this.postgresql(password),
        lifecycle: preventDestroy ? { preventDestroy } : undefined,
      }),
    );
  }

  private postgresql(password: string): DatabaseSecretBackendConnectionPostgresql {
    const { database, tls, generation, maxConnectionLifetime, ...settings } = this.settings;
    return {
      connectionUrl: connectionUrl(this.settings),
      username: database.accountName,
      passwordWo: password,
      passwordWoVersion: generation,
      passwordAuthentication: "scram-sha-256",
      maxOpenConnections: settings.maxOpenConnections,
      maxIdleConnections: settings.maxIdleConnections,
      maxConnectionLifetime: maxConnectionLifetime.toSeconds(),
      usernameTemplate: settings.usernameTemplate,
      tlsCa: tls.ca?.pem,
    };
  }

  private addRotation(): TerraformResource {
    return writtenAfter(
      [this.resource],
      new GenericEndpoint(this, "rotation", {
        path: `${this.engine.backend}/rotate-root/${this.connectionName}`,
        dataJson: this.rotationData(),
        disableRead: true,
        disableDelete: true,
      }),
    );
  }

  private rotationStatements(): string[] {
    const { installation, issuingSchema } = this.settings.database;
    return rotationStatements({ issuingSchema, imported: installation === undefined });
  }

  /** Vault takes none of it: another one means another rotation. */
  private rotationData(): string {
    const { generation, database } = this.settings;
    if (database.issuingSchema === undefined) return JSON.stringify({ generation });
    const digest = () => installationDigest(database.installation?.() ?? "");
    return Lazy.stringValue({ produce: () => JSON.stringify({ generation, functions: digest() }) });
  }

  private describe(): PostgresConnectionDescription {
    const { database, endpoint, rotateRoot, tls, ...settings } = this.settings;
    return {
      kind: "postgresql",
      name: this.connectionName,
      engine: this.engine.path,
      imported: false,
      database: referenceTo(database),
      endpoint,
      rotated: rotateRoot,
      tls: tls.sslMode,
      ...tls.describe(this),
      settings: {
        usernameTemplate: settings.usernameTemplate,
        maxOpenConnections: settings.maxOpenConnections,
        maxIdleConnections: settings.maxIdleConnections,
        maxConnectionLifetime: settings.maxConnectionLifetime.toSeconds(),
        rootRotationStatements: this.rotationStatements(),
      },
    };
  }
}
