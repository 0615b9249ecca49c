import { VaultError, type VaultResponse } from "../../clients/vault-client";
import { Violation } from "../check";

/** What Vault answers to a login. */
export type Authentication = NonNullable<VaultResponse["auth"]>;

/** @throws Violation when Vault lets somebody in */
export async function expectRefused(what: string, attempt: () => Promise<unknown>): Promise<string> {
  try {
    await attempt();
  } catch (error) {
    if (error instanceof VaultError && [400, 403].includes(error.status)) return "refused";
    throw error;
  }
  throw new Violation(`Vault lets in ${what}`);
}
