import { Token } from "cdktf";
import type { PostgresDatabaseDescription } from "../../access/postgres-description";
import { repeatedIn } from "../../private/repeated";
import type { Problem } from "../../private/validation";
import { unknownText } from "../../private/vault-name";

const RULE = "kept-access";

/** What is wrong with the lists of roles that keep their access to a database, and of those that lose it. */
export function keptAccessProblems(
  database: PostgresDatabaseDescription,
  lists: { readonly keepsAccess: readonly string[]; readonly losesAccess: readonly string[] },
): Problem[] {
  const { owner, account, issuer, publicRole = "", groups } = database;
  const own = [owner, account, issuer, publicRole, ...groups.map(({ role }) => role)];
  const both = lists.keepsAccess.filter((name) => lists.losesAccess.includes(name));
  return [
    ...Object.entries(lists).flatMap(([list, names]) => [
      ...names.flatMap((name) => nameProblems(list, name, own)),
      ...repeatedIn(names).map((name) => ({
        rule: RULE,
        message: `${list} lists "${name}" twice`,
        fix: "list it once",
      })),
    ]),
    ...both.map((name) => ({
      rule: RULE,
      message: `"${name}" is in keepsAccess and in losesAccess`,
      fix: "leave it in one of them",
    })),
  ];
}

function nameProblems(list: string, name: string, own: readonly string[]): Problem[] {
  if (Token.isUnresolved(name)) return [unknownText(RULE, `name in ${list}`)];
  if (!name || name.toLowerCase() === "public") {
    const fix = "name the login of an application, or a role that its logins are members of";
    return [{ rule: RULE, message: `${list} names "${name}", which is no role`, fix }];
  }
  if (!own.includes(name)) return [];
  const fix = "take it out: the stack says what it may";
  return [{ rule: RULE, message: `${list} names "${name}", which is a role of the database itself`, fix }];
}
