import { describedFunctions } from "../../../constructs/postgres/statements/described-functions";
import { isSameDatabase } from "../../difference";
import type { Context } from "../../context";
import type { DatabaseContext } from "../database-context";
import { majorVersion } from "../server-version";
import type { Names } from "./way";

/**
 * Whom and what ways are about in a database, for each of several clients with other names of leased roles: they would wait for
 * each other by the same ones. None where statements make its leased roles, or nobody leases any.
 *
 * @param clients how many, at most: a role may have no more names
 */
export async function namesIn(
  context: Context,
  { database, server }: DatabaseContext,
  clients: number,
): Promise<Names[]> {
  const functions = describedFunctions(database, context.access);
  if (!functions) return [];
  const described = context.roles.filter((each) => isSameDatabase(each.role.database, database));
  const roles = await Promise.all(
    described.map(async ({ role, lease }) => {
      const pattern = functions.roles.find((each) => each.name === role.name)?.pattern ?? "";
      return { ...role, names: otherNames((await lease.get()).user, pattern) };
    }),
  );
  // One that doesn't act as its group: the account is a member of others until it has left them.
  const [first, ...others] = roles.sort(
    (one, other) => Number(one.actsAsGroup ?? 0) - Number(other.actsAsGroup ?? 0),
  );
  if (!first) return [];
  const other = others.at(-1) ?? first;
  const most = Math.floor(Math.min(first.names.length, other.names.length) / NAMES_OF_CLIENT);
  return Array.from({ length: Math.min(clients, Math.max(most, 1)) }, (_, client) => {
    const at = client * NAMES_OF_CLIENT;
    return {
      ...functions,
      deployer: server.deployer ?? server.superuser.user,
      role: first.name,
      newName: first.names[at] ?? "",
      lease: first.names[at + 1] ?? "",
      group: first.group,
      maxTtl: first.maxTtl,
      otherRole: other.name,
      otherName: other.names[at + 2] ?? "",
      outsider: server.outsider.user,
      superuser: server.superuser.user,
      version: majorVersion(server),
    };
  });
}

/** `newName`, `lease` and `otherName`. */
const NAMES_OF_CLIENT = 3;

const KINDS_OF_LETTERS = ["0123456789", "abcdefghijklmnopqrstuvwxyz", "ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** Other names of the same kind: with another letter somewhere, first at the start. Vault may lease the next ones by its clock, at the end. */
function otherNames(user: string, pattern: string): string[] {
  const isOne = new RegExp(pattern.replaceAll("[:cntrl:]", "\\p{Cc}"), "u");
  return Array.from(user, (_, at) => at)
    .flatMap((at) => {
      const letters = KINDS_OF_LETTERS.find((each) => each.includes(user[at]!)) ?? "";
      return [...letters]
        .filter((letter) => letter !== user[at])
        .map((letter) => user.slice(0, at) + letter + user.slice(at + 1));
    })
    .filter((name) => isOne.test(name));
}

/** Whether a pattern tells names of leased roles from others. */
export const isPattern = ({ roles }: Names) => !roles.some(({ pattern }) => pattern.includes("[:cntrl:]"));
