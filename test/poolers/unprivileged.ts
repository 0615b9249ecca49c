import { chownSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Workspace } from "../../rehearsal/servers";

/** PgBouncer refuses to run as root; a user without a name will do. */
export const UNPRIVILEGED_ID = process.getuid?.() === 0 ? 65_534 : undefined;

/** A directory with files, of the user that poolers and agents run as. */
export function directoryWith(workspace: Workspace, name: string, files: Record<string, string>): string {
  const directory = join(workspace.directory, name);
  mkdirSync(directory, { mode: 0o755 });
  own(directory);
  for (const [file, text] of Object.entries(files)) writeOwned(join(directory, file), text);
  return directory;
}

export function writeOwned(path: string, text: string): void {
  writeFileSync(path, text, { mode: 0o600 });
  own(path);
}

function own(path: string): void {
  if (UNPRIVILEGED_ID !== undefined) chownSync(path, UNPRIVILEGED_ID, UNPRIVILEGED_ID);
}
