import { type VaultClient, VaultError } from "./vault-client";

/** What Vault answered, wrapped: whoever has the token opens it, once. */
export interface WrappedAnswer {
  /** The wrapping token: a secret until it is opened. */
  readonly token: string;
  /** How many seconds it lives. */
  readonly ttl: number;
  /** When it ends. */
  readonly expires: Date;
  /** The path whose answer it is: another one, and somebody has put their own in its place. */
  readonly creationPath: string;
  /** The accessor of the secret ID or token within. */
  readonly accessor?: string;
}

/** Writes to a path whose answer is to be wrapped. @throws VaultError when that is refused */
export async function writeWrapped(
  vault: VaultClient,
  path: string,
  seconds: number,
): Promise<WrappedAnswer> {
  const { wrap_info: info } = await vault.wrapping(seconds).request("POST", path);
  if (!info) throw new VaultError(200, "POST", path, ["its answer is not wrapped"]);
  const { token, ttl, creation_path: creationPath, wrapped_accessor: accessor } = info;
  return { token, ttl, expires: endOf(info.creation_time, ttl), creationPath, accessor };
}

/** What a wrapping token opens, without opening it. Needs no token. @returns nothing for one that was opened or has ended */
export async function lookUpWrapped(
  vault: VaultClient,
  token: string,
): Promise<Pick<WrappedAnswer, "creationPath" | "expires"> | undefined> {
  try {
    const { data = {} } = await vault.request("POST", "sys/wrapping/lookup", { token });
    const expires = endOf(String(data.creation_time), Number(data.creation_ttl));
    return { creationPath: String(data.creation_path), expires };
  } catch (error) {
    if (error instanceof VaultError && [400, 403].includes(error.status)) return undefined;
    throw error;
  }
}

function endOf(creation: string, seconds: number): Date {
  return new Date(Date.parse(creation) + seconds * 1000);
}
