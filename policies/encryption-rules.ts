import type { PolicyRule } from "./policy-document";

/** A key of Vault's Transit secrets engine, which leaves Vault for nobody. */
export interface EncryptionKey {
  /** The path of its engine's mount: `transit`. */
  readonly engine: string;
  readonly name: string;
}

/**
 * What a token needs to encrypt with a key and to decrypt, and nothing else of it. Without `create`, Vault makes no key of
 * a name that it doesn't know.
 *
 * @see Vault documentation, "Transit secrets engine (API)", "Encrypt data" and "Decrypt data",
 * https://developer.hashicorp.com/vault/api-docs/secret/transit#encrypt-data
 */
export function encryptionRules({ engine, name }: EncryptionKey): PolicyRule[] {
  return [
    { path: `${engine}/encrypt/${name}`, capabilities: ["update"] },
    { path: `${engine}/decrypt/${name}`, capabilities: ["update"] },
  ];
}
