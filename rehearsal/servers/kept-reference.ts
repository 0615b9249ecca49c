import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { VaultClient } from "../../clients/vault-client";
import { EXAMPLES, learnReference, type Reference } from "../../contract/vault/reference";

/**
 * How a Vault stores and shows things: as it is kept for its binary, or as one finds out that nobody uses yet. That takes
 * some hundred requests, while everything else starts.
 */
export async function keptReference(binary: string, cache: string, vault: VaultClient): Promise<Reference> {
  const file = join(cache, `vault-${fingerprint(binary)}.json`);
  const kept = read(file);
  if (kept) return kept;
  const reference = await learnReference(vault);
  keep(file, cache, reference);
  return reference;
}

/** The same binary answers the same. */
function fingerprint(binary: string): string {
  const { size, mtimeMs } = statSync(binary);
  const told = JSON.stringify([binary, size, mtimeMs, EXAMPLES]);
  return createHash("sha256").update(told).digest("hex").slice(0, 16);
}

function read(file: string): Reference | undefined {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Reference;
  } catch {
    // There is none yet, or a crash of the machine has left a part of it.
    return undefined;
  }
}

/** Where that isn't possible, the next rehearsal finds out, too. */
function keep(file: string, cache: string, reference: Reference): void {
  try {
    mkdirSync(cache, { recursive: true });
    // Another rehearsal reads all of it, or nothing.
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(reference));
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // It can't be written.
  }
}
