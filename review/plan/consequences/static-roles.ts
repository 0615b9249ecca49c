import { quoted } from "../../quoted";
import { type Consequences, goneOf, isMadeAgain, readBy, textOf } from "./consequence";

/** A static role goes, or is made anew, with which Vault changes its password. */
export const staticRoles: Consequences = (planned) =>
  goneOf(planned, "vault_database_secret_backend_static_role").map((role) => {
    const { backend, name, username } = role.before;
    const path = `${textOf(backend)}/static-creds/${textOf(name)}`;
    const isMade = isMadeAgain(planned, role, ["backend", "name"]);
    const sentence = isMade
      ? `Makes ${quoted(path)} anew: Vault changes the password of ${quoted(textOf(username))} at once, and the one before is refused`
      : `Removes ${quoted(path)}: nobody is told the password of ${quoted(textOf(username))} any more${droppedLogin(planned, username)}`;
    return {
      rule: isMade ? "static-role-replaced" : "static-role-removed",
      kind: "ends-sessions",
      subject: path,
      sentence: `${sentence}${readBy(planned, [path])}`,
    };
  });

function droppedLogin(planned: Parameters<Consequences>[0], username: unknown): string {
  const isDropped = goneOf(planned, "postgresql_role").some(({ before }) => before.name === username);
  return isDropped ? ", its login is dropped, and its sessions end by themselves" : "";
}
