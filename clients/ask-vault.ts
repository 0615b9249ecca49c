import { RehearsalError } from "./could-not-tell";
import { type VaultClient, VaultError } from "./vault-client";

/** What to do when Vault refuses something, by the status of its answer. */
type Advice = Readonly<Partial<Record<400 | 403 | 404, string>>>;

const ASK = "Ask whoever runs it.";

/** An answer of Vault to somebody at a keyboard. @param advice what to do when it refuses, by its status. @default - ask whoever runs it */
export async function askVault<Answer>(
  { address }: VaultClient,
  what: string,
  advice: Advice,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (cause) {
    const reason = (cause as Error).message.trim().replace(/\s+/g, " ").replace(/[:.]$/, "");
    if (cause instanceof VaultError)
      throw new RehearsalError(
        `Vault doesn't ${what}: ${reason}.`,
        advice[cause.status as keyof Advice] ?? ASK,
        { cause },
      );
    const reach = "See whether VAULT_ADDR is right, Vault runs there, and VAULT_CACERT names its CA.";
    throw new RehearsalError(`Vault at ${address} can't be reached: ${reason}.`, reach, { cause });
  }
}
