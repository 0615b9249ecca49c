import { plainName } from "./plain-name";

/** The NOLOGIN role that Vault's account acts as. */
export function issuerOf(account: string): string {
  return `${plainName(account)}_issuer`;
}
