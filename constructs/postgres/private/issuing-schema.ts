import type { Issuance } from "../issuance";
import { plainName } from "./plain-name";

/** The schema with the functions that Vault's account may call; none where it runs statements. */
export function issuingSchemaOf(account: string, issuance?: Issuance): string | undefined {
  return issuance?.usesFunctions ? `${plainName(account)}_issuance` : undefined;
}
