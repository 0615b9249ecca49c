import { isTooManyConnections, type Session } from "../../../clients/postgres-session";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { RoleContext } from "./role-context";

/** A server has room for some hundred sessions. What is not tried here is in `pg_roles`, and compared there. */
const MOST_TRIED = 20;

/** A leased role has no more sessions at once than is described. */
export function connectionLimitHolds(_: Context, context: RoleContext): Check[] {
  const limit = context.role.settings?.connectionLimit;
  if (limit === undefined || limit > MOST_TRIED) return [];
  return [
    {
      id: "connection-limit-holds",
      kind: "lease",
      says: "no more sessions at once than described",
      about: context.about,
      harm: "issues a lease",
      needs: ["root of Vault"],
      attempt: async () => {
        const there = await mostSessions(context, limit);
        if (there !== limit)
          throw new Violation(
            `${there} sessions at once ${there > limit ? "and more are let in" : "are all"} instead of ${limit}`,
          );
        return `${limit} sessions at once, and no other`;
      },
    },
  ];
}

/** How many sessions of a new lease are let in, one more than the limit at most. */
async function mostSessions(context: RoleContext, limit: number): Promise<number> {
  const lease = await context.issue();
  const sessions: Session[] = [];
  try {
    while (sessions.length <= limit) sessions.push(await context.open(lease));
  } catch (error) {
    if (!isTooManyConnections(error)) throw error;
  } finally {
    for (const session of sessions) await session.close();
  }
  return sessions.length;
}
