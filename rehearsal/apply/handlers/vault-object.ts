import { type VaultClient, VaultError, type VaultResponse } from "../../../clients/vault-client";
import type { Arguments, Handler } from "../handler";

/** How a resource is read and destroyed that Vault keeps at a path of its own. */
export function vaultObject(pathOf: (args: Arguments) => string): Pick<Handler, "read" | "destroy"> {
  return {
    read: async (args, { vault }) => ((await readVault(vault, pathOf(args))) ? args : undefined),
    destroy: async (args, { vault }) => void (await vault.request("DELETE", pathOf(args))),
  };
}

/** What is at a path of Vault; nothing where there is nothing, or no mount that could have it. */
export async function readVault(vault: VaultClient, path: string): Promise<VaultResponse | undefined> {
  try {
    return await vault.request("GET", path);
  } catch (error) {
    if (error instanceof VaultError && isGone(error)) return undefined;
    throw error;
  }
}

/** Vault answers 400 where a mount is gone. */
function isGone({ status, errors }: VaultError): boolean {
  return status === 404 || errors.some((each) => /no (secret|auth) engine (mount )?at/i.test(each));
}

/**
 * The settings that the provider sends with a change: those that are given no more are sent as nothing.
 * @param previous its settings before. @default - it is made now
 */
export function withNothing(settings: Arguments, previous: Arguments = {}): Arguments {
  const gone = Object.entries(previous).filter(([name]) => !Object.hasOwn(settings, name));
  return { ...Object.fromEntries(gone.map(([name, value]) => [name, nothingLike(value)])), ...settings };
}

function nothingLike(value: unknown): unknown {
  if (Array.isArray(value)) return [];
  return { string: "", number: 0, boolean: false }[typeof value as string] ?? {};
}
