import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** Where rehearsals keep what takes long to fetch or to make. Nothing secret is in it. */
export function cacheDirectory(env: NodeJS.ProcessEnv): string {
  return resolve(env.XDG_CACHE_HOME || join(env.HOME || homedir(), ".cache"), "cdktf-vault-database");
}
