import { Mount } from "@cdktf/provider-vault/lib/mount";
import { Construct, type IConstruct } from "constructs";
import { claimMount } from "./private/claim";
import { describe } from "./private/describe";
import { addProblems } from "./private/validation";
import { mountPathProblems } from "./private/vault-name";
import { written } from "./private/written";
import { TransitKey } from "./transit-key";

/** A mount of Vault's Transit secrets engine, which encrypts for others. */
export interface ITransitSecretsEngine extends IConstruct {
  /** The mount's path: `transit`. */
  readonly path: string;
  /** The same as a reference, so that whatever uses it waits for the mount. Terraform's `backend`. */
  readonly backend: string;
  /** Makes a key. */
  addKey(name: string): TransitKey;
}

export interface TransitSecretsEngineProps {
  /** Where it is mounted. @default - the construct's id */
  readonly path?: string;
  /** Whether Terraform refuses to destroy the mount and its keys, and Vault to delete these. @default false */
  readonly preventDestroy?: boolean;
}

/** What a mount does, whoever made it. */
abstract class Engine extends Construct implements ITransitSecretsEngine {
  abstract readonly path: string;
  abstract readonly backend: string;
  protected abstract readonly preventDestroy: boolean;
  protected readonly keys: TransitKey[] = [];

  addKey(name: string): TransitKey {
    const key = new TransitKey(this, name, { engine: this, preventDestroy: this.preventDestroy });
    this.keys.push(key);
    return key;
  }

  protected describe(imported: boolean): void {
    describe(this, "transitEngines", () => ({
      path: this.path,
      imported,
      keys: this.keys.map((key) => key.describe()).sort((a, b) => (a.name < b.name ? -1 : 1)),
    }));
    addProblems(this, () => mountPathProblems("engine", this.path));
  }
}

/**
 * Vault's Transit secrets engine, mounted: it encrypts for others, and its keys stay in Vault. What is encrypted by a key is
 * lost with it: where that is no cache, set `preventDestroy`. Writes `sys/mounts/<path>`, for which the provider's token
 * needs read, update and delete, and `sys/mounts/<path>/tune`, for which it needs update.
 *
 * @see Vault documentation, "Transit secrets engine",
 * https://developer.hashicorp.com/vault/docs/secrets/transit
 *
 * @example
 * new TransitSecretsEngine(stack, "transit", { preventDestroy: true }).addKey("documents");
 */
export class TransitSecretsEngine extends Engine {
  /** An engine that is mounted elsewhere. */
  static fromPath(scope: Construct, id: string, path: string): ITransitSecretsEngine {
    return new ImportedTransitSecretsEngine(scope, id, path);
  }

  readonly path: string;
  readonly backend: string;
  protected readonly preventDestroy: boolean;

  constructor(scope: Construct, id: string, props: TransitSecretsEngineProps = {}) {
    super(scope, id);
    this.path = props.path ?? id;
    this.preventDestroy = props.preventDestroy ?? false;
    const lifecycle = this.preventDestroy ? { preventDestroy: true } : undefined;
    this.backend = written(new Mount(this, "Resource", { path: this.path, type: "transit", lifecycle })).path;
    claimMount(this, this.path);
    this.describe(false);
  }
}

class ImportedTransitSecretsEngine extends Engine {
  readonly backend: string;
  protected readonly preventDestroy = false;

  constructor(
    scope: Construct,
    id: string,
    readonly path: string,
  ) {
    super(scope, id);
    this.backend = path;
    this.describe(true);
  }
}
