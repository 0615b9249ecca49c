import { TransitSecretBackendKey } from "@cdktf/provider-vault/lib/transit-secret-backend-key";
import { Construct } from "constructs";
import type { EncryptionKey } from "../policies/encryption-rules";
import type { TransitKeyDescription } from "./access/transit-description";
import { childId } from "./private/child-id";
import { claim } from "./private/claim";
import { grantEncryption } from "./private/grants";
import { addProblems } from "./private/validation";
import { vaultNameProblems } from "./private/vault-name";
import { written } from "./private/written";
import type { IWorkload } from "./workload";

export interface TransitKeyProps {
  /** The path of its engine's mount, and the same as a reference. */
  readonly engine: { readonly path: string; readonly backend: string };
  /** Whether Terraform refuses to destroy it, and Vault to delete it. */
  readonly preventDestroy: boolean;
}

/**
 * A key of Vault's Transit secrets engine, for AES-256-GCM. Nobody can export it. Writes `<mount>/keys/<name>`, for
 * which the provider's token needs read, update and delete, and `<mount>/keys/<name>/config`, for which it needs update.
 *
 * @see Vault documentation, "Transit secrets engine (API)", "Create key",
 * https://developer.hashicorp.com/vault/api-docs/secret/transit#create-key
 *
 * @example
 * const documents = new TransitSecretsEngine(stack, "transit").addKey("documents");
 * documents.grantEncryptDecrypt(workload);
 */
export class TransitKey extends Construct {
  /** Its name and the path of its engine's mount. */
  readonly key: EncryptionKey;
  private readonly deletionAllowed: boolean;

  /** Made by `transit.addKey`. */
  constructor(scope: Construct, name: string, { engine, preventDestroy }: TransitKeyProps) {
    super(scope, childId(scope, "key", name));
    this.key = { engine: engine.path, name };
    this.deletionAllowed = !preventDestroy;
    written(
      new TransitSecretBackendKey(this, "Resource", {
        backend: engine.backend,
        name,
        // Vault refuses to delete a key of which this is not said, so that Terraform couldn't destroy the stack.
        deletionAllowed: this.deletionAllowed,
        lifecycle: preventDestroy ? { preventDestroy } : undefined,
      }),
    );
    claim(this, "Vault path", `${engine.path}/keys/${name}`);
    addProblems(this, () => vaultNameProblems("key", name));
  }

  /** Lets a workload encrypt and decrypt with it: update on `<mount>/encrypt/<name>` and `<mount>/decrypt/<name>`. */
  grantEncryptDecrypt(workload: IWorkload): void {
    grantEncryption(workload, this.key);
  }

  /** The key in `access.json`. */
  describe(): TransitKeyDescription {
    return { name: this.key.name, deletionAllowed: this.deletionAllowed };
  }
}
