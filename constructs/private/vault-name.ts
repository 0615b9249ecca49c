import { Token } from "cdktf";
import type { Problem } from "./validation";

/** Where nothing can be mounted: Vault has these itself. */
const RESERVED = {
  engine: ["sys", "auth", "identity", "cubbyhole"],
  "auth method": ["token"],
};

/** What is wrong with a name that becomes a part of a Vault path. */
export function vaultNameProblems(subject: string, name: string): Problem[] {
  if (Token.isUnresolved(name)) return [unknownText("vault-name", `name of the ${subject}`)];
  if (/^[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?$/.test(name)) return [];
  const fix =
    "use letters, digits, dashes, dots and underscores, starting and ending with a letter, digit or underscore";
  return [{ rule: "vault-name", message: `${subject} "${name}" can't be part of a Vault path`, fix }];
}

/** What is wrong with the path of a mount: names joined by slashes. */
export function mountPathProblems(kind: keyof typeof RESERVED, path: string): Problem[] {
  if (Token.isUnresolved(path)) return [unknownText("mount-path", `path of the ${kind}`)];
  const [first = "", ...others] = path.split("/");
  if (RESERVED[kind].includes(first)) {
    const message = `"${path}" can't be the path of an ${kind}: Vault itself uses "${first}"`;
    return [{ rule: "mount-path", message, fix: "choose another path" }];
  }
  if ([first, ...others].every((name) => !vaultNameProblems("path", name).length)) return [];
  const fix = "use names joined by slashes, without a slash at either end: team-a/database";
  return [{ rule: "mount-path", message: `"${path}" can't be the path of a mount`, fix }];
}

/** A name or path that an expression gives would be missing from policies and `access.json`. */
export function unknownText(rule: string, what: string): Problem {
  const message = `the ${what} is known only when Terraform runs`;
  const fix = "write it as text: policies and access.json contain it, and are written before Terraform runs";
  return { rule, message, fix };
}
