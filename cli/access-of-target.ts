import { join } from "node:path";
import type { AccessManifest } from "../constructs/access/access-manifest";
import { readAccessManifest } from "../constructs/access/read-access-manifest";
import { stackDirectory } from "../rehearsal/stack/stack-directory";
import { withWorkspace } from "../rehearsal/with-workspace";
import type { Host } from "./command";

/**
 * What a stack describes: one of the app in cdktf.json, or that of a directory.
 *
 * @throws RehearsalError when there is no such stack, AccessManifestError when its access.json can't be read
 */
export function accessOfTarget(target: string, host: Host): Promise<AccessManifest> {
  return withWorkspace(async (workspace) => {
    const directory = await stackDirectory(target, workspace, host);
    return readAccessManifest(join(directory, "access.json"));
  }, host.signal);
}
