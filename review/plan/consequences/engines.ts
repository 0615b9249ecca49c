import { listed, quoted } from "../../quoted";
import { type Consequences, goneOf, isMadeAgain, type Planned, readBy, textOf } from "./consequence";

const [MOUNT, ROLE] = ["vault_mount", "vault_database_secret_backend_role"];

/** An engine is unmounted: Vault revokes what is leased of it before. */
export const engines: Consequences = (planned) =>
  mountsThatGo(planned).map((path) => {
    const leased = pathsOf(planned, path);
    const whose = leased.length ? ` of ${listed(leased)}` : "";
    return {
      rule: "engine-removed",
      kind: "ends-sessions",
      subject: `engine ${path}`,
      sentence: `Unmounts the engine ${quoted(path)}: Vault revokes each lease${whose} before, which ends its sessions, and is refused where it can't${readBy(planned, leased)}`,
      remedy: "drain",
    };
  });

/** The paths of database engines that are unmounted. */
export function mountsThatGo(planned: Planned): string[] {
  return goneOf(planned, MOUNT)
    .filter((mount) => mount.before.type === "database" && !isMadeAgain(planned, mount, ["path"]))
    .map(({ before }) => textOf(before.path));
}

function pathsOf({ changes }: Planned, engine: string): string[] {
  return changes
    .filter(({ type, before }) => type === ROLE && before.backend === engine)
    .map(({ before }) => `${engine}/creds/${textOf(before.name)}`);
}
