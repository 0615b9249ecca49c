import { readFileSync } from "node:fs";
import { RehearsalError } from "../clients/could-not-tell";
import { VaultClient } from "../clients/vault-client";

/** As long as Vault's own command waits for an answer. */
const PATIENCE_MS = 60_000;

/**
 * The Vault that the caller's environment names, as the command lines of Vault and OpenBao read it: `VAULT_ADDR`,
 * `VAULT_TOKEN`, `VAULT_NAMESPACE` and `VAULT_CACERT`, or the same with `BAO_`.
 *
 * @throws RehearsalError when it names none, or no token where one is needed
 */
export function vaultOfCaller(env: NodeJS.ProcessEnv, needsToken = true): VaultClient {
  const setting = (name: string) => env[`BAO_${name}`] || env[`VAULT_${name}`] || undefined;
  const [address, token, namespace, caFile] = ["ADDR", "TOKEN", "NAMESPACE", "CACERT"].map(setting);
  if (!address) throw missing("VAULT_ADDR", "export VAULT_ADDR=https://vault.internal:8200");
  if (!/^https?:\/\/[^/\s@?#]+\/?$/.test(address) || !URL.canParse(address))
    throw new RehearsalError(
      // What is before an @ may be a password.
      `VAULT_ADDR is "${address.replace(/^.*@/s, "…@")}", which is not the URL of a Vault.`,
      "Write it without a user or a path: https://vault.internal:8200",
    );
  if (needsToken && !token) throw missing("VAULT_TOKEN", "export VAULT_TOKEN=$(vault print token)");
  for (const [name, value] of Object.entries({ VAULT_TOKEN: token, VAULT_NAMESPACE: namespace }))
    if (value && !/^[\x21-\x7e]+$/.test(value)) throw unsendable(name);
  return new VaultClient(address.replace(/\/$/, ""), token, [], {
    headers: namespace ? { "X-Vault-Namespace": namespace } : {},
    ca: caFile === undefined ? undefined : readCa(caFile),
    patience: PATIENCE_MS,
  });
}

export const DEPLOY =
  "It isn't there: deploy the stack, or name the Vault that it was deployed to in VAULT_ADDR.";

/** Nor is it shown: it may be a token with a line too much. */
function unsendable(name: string): RehearsalError {
  const problem = `${name} has a space, a line break or a letter in it that none has.`;
  return new RehearsalError(problem, "Set it anew, without what is around it.");
}

function missing(name: string, example: string): RehearsalError {
  return new RehearsalError(`${name} is not set.`, `Say which Vault, and who you are there: ${example}`);
}

function readCa(file: string): string {
  try {
    return readFileSync(file, "utf8");
  } catch (cause) {
    const problem = `VAULT_CACERT is "${file}", which can't be read.`;
    throw new RehearsalError(problem, "Name a file with the CA of Vault's certificate.", { cause });
  }
}
