import { Token } from "cdktf";
import type { Problem } from "./validation";

/** What is wrong with a name that becomes a part of a Vault path. Unresolved tokens are Vault's to check. */
export function vaultNameProblems(subject: string, name: string): Problem[] {
  if (Token.isUnresolved(name) || /^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(name)) return [];
  const fix = "use letters, digits, dashes, dots and underscores, starting and ending with a letter or digit";
  return [{ rule: "vault-name", message: `${subject} "${name}" can't be a part of a Vault path`, fix }];
}

/** What is wrong with the path of a mount: names joined by slashes. */
export function mountPathProblems(path: string): Problem[] {
  if (Token.isUnresolved(path)) return [];
  if (path && path.split("/").every((name) => !vaultNameProblems("path", name).length)) return [];
  const fix = "use names joined by slashes, without a slash at either end: team-a/database";
  return [{ rule: "mount-path", message: `"${path}" can't be the path of a mount`, fix }];
}
