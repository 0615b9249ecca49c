import { describedFunctions } from "../../../constructs/postgres/statements/described-functions";
import type { Session } from "../../../clients/postgres-session";
import { isSameDatabase } from "../../difference";
import type { Context } from "../../context";
import type { DatabaseContext } from "../database-context";
import type { Names } from "./way";

/** Whom and what ways are about in a database. None where statements make its leased roles, or nobody leases any. */
export async function namesIn(
  context: Context,
  { database, server, probes }: DatabaseContext,
): Promise<Names | undefined> {
  const functions = describedFunctions(database, context.access);
  if (!functions) return undefined;
  const roles = context.roles.filter((each) => isSameDatabase(each.role.database, database));
  const names = await Promise.all(
    roles.map(async ({ role, lease }) => {
      const pattern = functions.roles.find((each) => each.name === role.name)?.pattern ?? "";
      return { ...role, names: otherNames((await lease.get()).user, pattern) };
    }),
  );
  // One that doesn't act as its group: the account is a member of others until it has left them.
  const [first, ...others] = names.sort(
    (one, other) => Number(one.actsAsGroup ?? 0) - Number(other.actsAsGroup ?? 0),
  );
  if (!first) return undefined;
  const other = others.at(-1) ?? first;
  return {
    ...functions,
    deployer: server.deployer ?? server.superuser.user,
    role: first.name,
    newName: first.names[0] ?? "",
    lease: first.names[1] ?? "",
    group: first.group,
    maxTtl: first.maxTtl,
    otherRole: other.name,
    otherName: other.names[2] ?? "",
    outsider: server.outsider.user,
    superuser: server.superuser.user,
    version: await probes.asSuperuser(versionOf),
  };
}

async function versionOf(session: Session): Promise<number> {
  const [row] = await session.query("SHOW server_version_num");
  return Math.floor(Number(row?.server_version_num) / 10_000);
}

/** Other names of the same kind: with another digit somewhere. */
function otherNames(user: string, pattern: string): string[] {
  const isOne = new RegExp(pattern.replaceAll("[:cntrl:]", "\\p{Cc}"), "u");
  const places = [...user].flatMap((letter, at) => (/[0-9]/.test(letter) ? [at] : [])).reverse();
  return places
    .flatMap((at) => {
      const digit = (Number(user[at]) + 1) % 10;
      return [`${user.slice(0, at)}${digit}${user.slice(at + 1)}`];
    })
    .filter((name) => isOne.test(name));
}

/** Whether a pattern tells names of leased roles from others. */
export const isPattern = ({ roles }: Names) => !roles.some(({ pattern }) => pattern.includes("[:cntrl:]"));
