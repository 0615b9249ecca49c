import type { VaultClient } from "../../clients/vault-client";
import type { Reference } from "./reference";
import { readStorage, readTexts, type Storage } from "./storage";

/** A Vault as it was right before a stack was applied to it. */
export interface VaultBefore extends Storage {
  /** What it stored, by entry. It holds secrets. */
  readonly texts: ReadonlyMap<string, unknown>;
  readonly reference: Reference;
}

/** Remembers what a Vault holds now. */
export async function rememberVault(vault: VaultClient, reference: Reference): Promise<VaultBefore> {
  const storage = await readStorage(vault);
  return { ...storage, texts: await readTexts(vault, storage.entries), reference };
}
