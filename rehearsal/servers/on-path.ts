import { accessSync, constants, statSync } from "node:fs";
import { delimiter, resolve } from "node:path";

const EXTENSION = process.platform === "win32" ? ".exe" : "";

/** The programs of a name on the PATH, the first one first. */
export function onPath(env: NodeJS.ProcessEnv, name: string): string[] {
  const directories = (env.PATH ?? env.Path ?? "").split(delimiter).filter(Boolean);
  return directories.map((directory) => resolve(directory, name + EXTENSION)).filter(isExecutable);
}

export function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}
