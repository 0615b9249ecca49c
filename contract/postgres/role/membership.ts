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

/** What was granted to a leased role itself. */
const OWN_GRANTS = `
  SELECT classid::regclass::text AS kind FROM pg_catalog.pg_shdepend
  WHERE refobjid = $1::regrole AND deptype = 'a' AND classid <> 'pg_catalog.pg_auth_members'::regclass`;

/** @throws Violation when it is a member of others, or granted something itself */
export async function expectMembership({ database, role }: RoleContext, { user }: Lease): Promise<string> {
  const start = `member ${user} of `;
  const lines = await describeRoles(database.server, user);
  const groups = lines.filter((line) => line.startsWith(start)).map((line) => line.slice(start.length));
  if (groups.join() !== role.group)
    throw new Violation(`member of ${groups.join(", ") || "nothing"} instead of ${role.group}`);
  const own = await database.probes.asSuperuser((session) => session.query(OWN_GRANTS, [`"${user}"`]));
  if (own.length) throw new Violation(`granted privileges itself, on ${own.length} objects`);
  return `member of ${role.group}, granted nothing itself`;
}
