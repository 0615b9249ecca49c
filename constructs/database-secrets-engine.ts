import { Mount } from "@cdktf/provider-vault/lib/mount";
import { Construct, type IConstruct } from "constructs";
import { Duration } from "./duration";
import type { VaultProduct } from "./vault-product";
import { PostgresConnection, type PostgresConnectionProps } from "./postgres/postgres-connection";
import { claimMount } from "./private/claim";
import { durationProblems, orderProblems } from "./private/duration-problems";
import { describe } from "./private/describe";
import { addProblems } from "./private/validation";
import { mountPathProblems } from "./private/vault-name";
import { written } from "./private/written";

/** A mount of Vault's database secrets engine. */
export interface IDatabaseSecretsEngine extends IConstruct {
  /** The mount's path: `database`. */
  readonly path: string;
  /** The same as a reference, so that whatever uses it waits for the mount. Terraform's `backend`. */
  readonly backend: string;
  /** How long a lease lives when its role doesn't say. Unknown for an engine that is mounted elsewhere. */
  readonly defaultLeaseTtl?: Duration;
  /** No lease lives longer. Unknown for an engine that is mounted elsewhere. */
  readonly maxLeaseTtl?: Duration;
  /** Which product answers there. @default - either: what only one of them has is refused */
  readonly product?: VaultProduct;
  /** Connects Vault to a PostgreSQL database. */
  addPostgresConnection(name: string, props: PostgresConnectionProps): PostgresConnection;
}

export interface DatabaseSecretsEngineProps {
  /** Where it is mounted. @default - the construct's id */
  readonly path?: string;
  /** How long a lease lives when its role doesn't say. Vault's `default_lease_ttl`. @default Duration.hours(1) */
  readonly defaultLeaseTtl?: Duration;
  /** No lease lives longer. Vault's `max_lease_ttl`. @default Duration.hours(24) */
  readonly maxLeaseTtl?: Duration;
  /** Which product answers Vault's API. @default - either: what only one of them has is refused */
  readonly product?: VaultProduct;
  /** Whether Terraform refuses to destroy the mount, with every lease on it, and its connections. @default false */
  readonly preventDestroy?: boolean;
}

export interface ImportedDatabaseSecretsEngineProps {
  /** Which product answers Vault's API. @default - either: what only one of them has is refused */
  readonly product?: VaultProduct;
}

/** What a mount does, whoever made it. */
abstract class Engine extends Construct implements IDatabaseSecretsEngine {
  abstract readonly path: string;
  abstract readonly backend: string;
  abstract readonly product?: VaultProduct;
  protected abstract readonly preventDestroy: boolean;

  addPostgresConnection(name: string, props: PostgresConnectionProps): PostgresConnection {
    return new PostgresConnection(this, name, { engine: this, preventDestroy: this.preventDestroy }, props);
  }
}

/**
 * Vault's database secrets engine, mounted. Writes `sys/mounts/<path>`, for which the provider's token needs
 * read, update and delete, and `sys/mounts/<path>/tune`, for which it needs update.
 *
 * @see Vault documentation, "Database secrets engine",
 * https://developer.hashicorp.com/vault/docs/secrets/databases
 *
 * @example
 * const engine = new DatabaseSecretsEngine(stack, "database", { maxLeaseTtl: Duration.hours(24) });
 * engine.addPostgresConnection("appdb", {
 *   database,
 *   endpoint: { host: "postgres.internal" },
 *   tls: PostgresTls.verifyFull(),
 *   rootCredential: RootCredential.generated(),
 * });
 */
export class DatabaseSecretsEngine extends Engine {
  /** An engine that is mounted elsewhere. */
  static fromPath(
    scope: Construct,
    id: string,
    path: string,
    props: ImportedDatabaseSecretsEngineProps = {},
  ): IDatabaseSecretsEngine {
    return new ImportedDatabaseSecretsEngine(scope, id, path, props.product);
  }

  readonly path: string;
  readonly backend: string;
  readonly defaultLeaseTtl: Duration;
  readonly maxLeaseTtl: Duration;
  readonly product?: VaultProduct;
  protected readonly preventDestroy: boolean;

  constructor(scope: Construct, id: string, props: DatabaseSecretsEngineProps = {}) {
    super(scope, id);
    this.path = props.path ?? id;
    this.product = props.product;
    this.preventDestroy = props.preventDestroy ?? false;
    const { defaultLeaseTtl = Duration.hours(1), maxLeaseTtl = Duration.hours(24) } = props;
    this.defaultLeaseTtl = defaultLeaseTtl;
    this.maxLeaseTtl = maxLeaseTtl;
    const mount = written(
      new Mount(this, "Resource", {
        path: this.path,
        type: "database",
        defaultLeaseTtlSeconds: defaultLeaseTtl.toSeconds(),
        maxLeaseTtlSeconds: maxLeaseTtl.toSeconds(),
        lifecycle: this.preventDestroy ? { preventDestroy: true } : undefined,
      }),
    );
    this.backend = mount.path;
    claimMount(this, this.path);
    describe(this, "engines", () => ({
      path: this.path,
      imported: false,
      defaultLeaseTtl: defaultLeaseTtl.toSeconds(),
      maxLeaseTtl: maxLeaseTtl.toSeconds(),
      product: props.product?.name,
    }));
    addProblems(this, () => [
      ...mountPathProblems("engine", this.path),
      ...durationProblems({ defaultLeaseTtl, maxLeaseTtl }, "lease-ttl-bounds"),
      ...orderProblems(["defaultLeaseTtl", defaultLeaseTtl], ["maxLeaseTtl", maxLeaseTtl]),
    ]);
  }
}

class ImportedDatabaseSecretsEngine extends Engine {
  readonly backend: string;
  protected readonly preventDestroy = false;

  constructor(
    scope: Construct,
    id: string,
    readonly path: string,
    readonly product?: VaultProduct,
  ) {
    super(scope, id);
    this.backend = path;
    describe(this, "engines", () => ({ path, imported: true, product: product?.name }));
    addProblems(this, () => mountPathProblems("engine", path));
  }
}
