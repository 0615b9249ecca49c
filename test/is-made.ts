import { readFileSync } from "node:fs";
import { join } from "node:path";

const ignored = readFileSync(join(__dirname, "../.gitignore"), "utf8").split("\n").filter(Boolean);

/** Whether a file or folder is made by a build: a clean clone doesn't have it yet. */
export function isMade(path: string): boolean {
  return ignored.some((name) => path.endsWith(name));
}
