import { quotedName, quotedText } from "./quoted";
import { COMMIT_CLOSING, LEASED_NAME } from "./revocation";

/** Vault's statements where functions of a schema make leased roles. They check what they are given. */

const call = (schema: string, name: string, ...args: readonly string[]) =>
  `SELECT ${quotedName(schema)}.${name}(${args.join(", ")})`;

export function creationCalls(schema: string, role: string): string[] {
  return [call(schema, "issue", LEASED_NAME, quotedText(role), "'{{password}}'", "'{{expiration}}'")];
}

export function renewalCalls(schema: string, role: string): string[] {
  return [call(schema, "renew", LEASED_NAME, quotedText(role), "'{{expiration}}'")];
}

export function revocationCalls(schema: string): string[] {
  return [call(schema, "close_login", LEASED_NAME), COMMIT_CLOSING, call(schema, "end_lease", LEASED_NAME)];
}

/** The login of a static role gets another password. */
export function passwordCalls(schema: string): string[] {
  return [call(schema, "set_password", "'{{username}}'", "'{{password}}'")];
}

/** Makes the functions, also again. */
export function installationCall(schema: string): string {
  return call(schema, "install");
}
