import type { EncryptionKey } from "../../policies";
import type { VaultMethod } from "../../clients/vault-client";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { isLetThrough } from "./is-let-through";
import type { WorkloadContext } from "./workload-context";

/** A workload encrypts with each key that it was granted, and decrypts. */
export function encryptsAndDecrypts(_: Context, context: WorkloadContext): Check[] {
  return (context.workload.encrypts ?? []).map((key) => ({
    id: "may-encrypt-and-decrypt",
    kind: "may",
    says: `encrypt and decrypt with ${key.name}`,
    about: { ...context.about, object: pathOf(key) },
    harm: "issues a lease",
    needs: context.needs,
    attempt: async () => {
      const vault = await context.vault();
      const plaintext = Buffer.from("contract").toString("base64");
      const { data } = await vault.request("PUT", `${key.engine}/encrypt/${key.name}`, { plaintext });
      const ciphertext = String(data?.ciphertext);
      const back = await vault.request("PUT", `${key.engine}/decrypt/${key.name}`, { ciphertext });
      if (back.data?.plaintext !== plaintext)
        throw new Violation("what it decrypts is not what it has encrypted");
      return "decrypts what it has encrypted";
    },
  }));
}

/** It uses no key that it wasn't granted, makes none, and gets none out of Vault. */
export function usesNoKeyOtherwise({ access }: Context, context: WorkloadContext): Check[] {
  const keys = access.transitEngines.flatMap(({ path, keys }) =>
    keys.map(({ name }): EncryptionKey => ({ engine: path, name })),
  );
  if (!keys.length) return [];
  const own = (context.workload.encrypts ?? []).map(pathOf);
  const others = keys.filter((key) => !own.includes(pathOf(key)));
  const ways = [...keys.flatMap(waysToGetAt), ...others.flatMap(waysToUse), ...keys.flatMap(waysToMakeOne)];
  return [
    {
      id: "may-not-use-keys-otherwise",
      kind: "may not",
      says: own.length ? "use keys otherwise" : "use keys",
      about: context.about,
      harm: "issues a lease",
      needs: context.needs,
      attempt: async () => {
        const vault = await context.vault();
        for (const [what, method, path] of ways)
          if (await isLetThrough(vault, method, path))
            throw new Violation(`it may ${what}: ${method} ${path}`);
        return `refused: ${ways.map(([, method, path]) => `${method} ${path}`).join(", ")}`;
      },
    },
  ];
}

type Way = readonly [what: string, method: VaultMethod, path: string];

function waysToGetAt({ engine, name }: EncryptionKey): Way[] {
  return [
    ["read a key", "GET", `${engine}/keys/${name}`],
    ["export a key", "GET", `${engine}/export/encryption-key/${name}`],
    ["back a key up", "GET", `${engine}/backup/${name}`],
  ];
}

function waysToUse({ engine, name }: EncryptionKey): Way[] {
  return [
    ["encrypt with another key", "PUT", `${engine}/encrypt/${name}`],
    ["decrypt with another key", "PUT", `${engine}/decrypt/${name}`],
  ];
}

/** Whoever may create encrypts with a key that Vault makes then. Without a plaintext, it makes none. */
function waysToMakeOne({ engine, name }: EncryptionKey): Way[] {
  return [["make a key by encrypting with it", "PUT", `${engine}/encrypt/${name}-contract`]];
}

function pathOf({ engine, name }: EncryptionKey): string {
  return `${engine}/${name}`;
}
