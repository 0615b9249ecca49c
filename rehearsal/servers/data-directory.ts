import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { chown, copyFile, mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { Workspace } from "./workspace";

/** Nobody can log in before each server is given passwords of its own. */
const LOGIN = ["-U", "postgres", "-A", "reject"];
/** The smallest log segments: a server is given one of them full of zeros, and so is every copy. */
const INITDB = [...LOGIN, "-E", "UTF8", "--locale=C", "--wal-segsize=1", "--no-sync"];

export interface DataDirectoryProps {
  /** Where it is made. */
  readonly path: string;
  /** PostgreSQL's `bin`, `lib` and `share`. */
  readonly binaries: string;
  /** The directory in which one that nobody has used is kept. */
  readonly cache: string;
  /** The number of the user who runs the server. @default - the user of this process */
  readonly user?: number;
  /** Runs `initdb` with more arguments than the path. */
  readonly initdb: (args: readonly string[]) => Promise<unknown>;
  /** Makes it ready for one server. Rejects when PostgreSQL can't use it. */
  readonly prepare: () => Promise<unknown>;
}

/**
 * Makes a data directory: a copy of one that is kept for these binaries, which takes a fifth of the time of `initdb`.
 * Where none is kept, or it can't be used, `initdb` makes one, and a copy is kept.
 */
export async function makeDataDirectory(props: DataDirectoryProps): Promise<void> {
  const { path, binaries, cache, initdb, prepare } = props;
  const kept = join(cache, `postgres-${fingerprint(binaries)}`);
  const isKept = existsSync(kept);
  if (isKept && (await isCopyUsable(kept, props))) return;
  rmSync(path, { recursive: true, force: true });
  await initdb(INITDB);
  await keep(path, kept, { cache, replace: isKept });
  await prepare();
}

/** The same binaries make the same directory. */
function fingerprint(binaries: string): string {
  const hash = createHash("sha256").update(INITDB.join(" "));
  for (const file of ["initdb", "postgres"].map((name) => join(binaries, "bin", name)))
    hash.update(readFileSync(existsSync(file) ? file : `${file}.exe`));
  return hash.digest("hex").slice(0, 16);
}

async function isCopyUsable(kept: string, { path, user, prepare }: DataDirectoryProps): Promise<boolean> {
  try {
    await copyDirectory(path, kept, user);
    await prepare();
    return true;
  } catch {
    // A crash of the machine may have left a part of it, or another rehearsal replaces it just now.
    return false;
  }
}

/**
 * Copies a directory for an owner. One file after the other: `cp` asks about each one first, and many at once wait for each other in the kernel.
 *
 * @param isWanted whether what is at a path below it is copied, too
 */
export async function copyDirectory(
  target: string,
  source: string,
  owner: number | undefined,
  isWanted: (path: string) => boolean = () => true,
): Promise<void> {
  const give = async (path: string) => owner !== undefined && chown(path, owner, owner);
  await mkdir(target, { mode: 0o700 });
  await give(target);
  for (const entry of await readdir(source, { withFileTypes: true })) {
    const [from, to] = [join(source, entry.name), join(target, entry.name)];
    if (!isWanted(entry.name)) continue;
    if (entry.isDirectory()) {
      await copyDirectory(to, from, owner, (path) => isWanted(`${entry.name}/${path}`));
      continue;
    }
    await copyFile(from, to);
    await give(to);
  }
}

/** Keeps a copy. Where that isn't possible, the next rehearsal does without. */
async function keep(
  path: string,
  kept: string,
  { cache, replace }: { readonly cache: string; readonly replace: boolean },
): Promise<void> {
  let fresh: Workspace | undefined;
  try {
    mkdirSync(cache, { recursive: true });
    // In the cache, so that it is there at once or not at all.
    fresh = new Workspace(cache);
    const copy = join(fresh.directory, "postgres");
    cpSync(path, copy, { recursive: true });
    // Whoever copies it at this moment fails, rather than copies a part.
    if (replace) renameSync(kept, join(fresh.directory, "replaced"));
    renameSync(copy, kept);
  } catch {
    // It can't be written, or another rehearsal has kept one in the meantime.
  } finally {
    await fresh?.dispose();
  }
}
