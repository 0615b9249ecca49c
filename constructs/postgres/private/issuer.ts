/** The NOLOGIN role that Vault's account acts as. */
export function issuerOf(account: string): string {
  return `${account}_issuer`;
}
