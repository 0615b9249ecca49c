import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { Lease } from "../../leases";
import { describeRoles } from "../describe-roles";
import type { RoleContext } from "./role-context";

/** A leased role is a member of its group role and granted nothing itself: what it may do is in one place. */
export function memberOfGroupOnly(_: Context, context: RoleContext): Check {
  return {
    id: "member-of-group-only",
    kind: "lease",
    says: "member of its group only",
    about: context.about,
    harm: "issues a lease",
    needs: ["root of Vault", "superuser of PostgreSQL"],
    attempt: async () => expectMembership(context, await context.lease.get()),
  };
}

/** @throws Violation when it is a member of others, or granted something itself */
export async function expectMembership({ database, role }: RoleContext, { user }: Lease): Promise<string> {
  const start = `member ${user} of `;
  const lines = await describeRoles(database.server, user);
  const groups = lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
  if (groups.join() !== role.group)
    throw new Violation(`member of ${groups.join(", ") || "nothing"} instead of ${role.group}`);
  const grants = await database.probes.asSuperuser((session) =>
    session.query(
      "SELECT classid::regclass::text AS kind FROM pg_catalog.pg_shdepend WHERE refobjid = $1::regrole AND deptype = 'a'",
      [`"${user}"`],
    ),
  );
  const own = grants.filter((row) => row.kind !== "pg_auth_members");
  if (own.length) throw new Violation(`granted privileges itself, on ${own.length} objects`);
  return `member of ${role.group}, granted nothing itself`;
}
