import { listed, quoted } from "../../quoted";
import type { PlannedChange } from "../planned-change";
import {
  type Consequences,
  goneOf,
  isMadeAgain,
  type Planned,
  readBy,
  renamedOf,
  textOf,
} from "./consequence";

const [MOUNT, ROLE] = ["vault_mount", "vault_database_secret_backend_role"];

/** An engine is unmounted or moved: Vault revokes what is leased of it before. */
export const engines: Consequences = (planned) => {
  const unmounted = unmountedPaths(planned).map(
    (path) => [path, `Unmounts the engine ${quoted(path)}`] as const,
  );
  const moved = movedMounts(planned).map(
    ({ before, after }) =>
      [
        textOf(before.path),
        `Moves the engine ${quoted(textOf(before.path))} to ${quoted(textOf(after.path))}`,
      ] as const,
  );
  return [...unmounted, ...moved].map(([path, does]) => {
    const leased = pathsOf(planned, path);
    const whose = leased.length ? ` of ${listed(leased)}` : "";
    return {
      rule: "engine-removed",
      kind: "ends-sessions",
      subject: `engine ${path}`,
      sentence: `${does}: Vault revokes each lease${whose} before, which ends its sessions, and is refused where it can't${readBy(planned, leased)}`,
      remedy: "drain",
    };
  });
};

/** The paths at which there is no database engine any more. */
export function mountsThatGo(planned: Planned): string[] {
  return [...unmountedPaths(planned), ...movedMounts(planned).map(({ before }) => textOf(before.path))];
}

function unmountedPaths(planned: Planned): string[] {
  return goneOf(planned, MOUNT)
    .filter((mount) => mount.before.type === "database" && !isMadeAgain(planned, mount, ["path"]))
    .map(({ before }) => textOf(before.path));
}

function movedMounts(planned: Planned): PlannedChange[] {
  return renamedOf(planned, MOUNT, "path").filter(({ before }) => before.type === "database");
}

function pathsOf({ changes }: Planned, engine: string): string[] {
  return changes
    .filter(({ type, before }) => type === ROLE && before.backend === engine)
    .map(({ before }) => `${engine}/creds/${textOf(before.name)}`);
}
