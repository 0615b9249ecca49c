import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { Lease } from "../../leases";
import { describeRoles, roleLine } from "../describe-roles";
import type { RoleContext } from "./role-context";

/** A leased role can log in with a password that the server keeps as SCRAM, and has nothing else to its name. */
export function attributes(_: Context, context: RoleContext): Check {
  return {
    id: "no-attributes",
    kind: "lease",
    says: "no attributes",
    about: context.about,
    harm: "issues a lease",
    needs: ["root of Vault", "superuser of PostgreSQL"],
    attempt: async () => expectAttributes(context, await context.lease.get()),
  };
}

/** @throws Violation when it has others */
export async function expectAttributes(context: RoleContext, lease: Lease): Promise<string> {
  const { probes, server } = context.database;
  const actsAs = context.actsAs(lease);
  const setting = actsAs === lease.user ? [] : [`role=${actsAs}`];
  const expected = roleLine(lease.user, ["LOGIN", "PASSWORD", ...setting]);
  const there = (await describeRoles(server, lease.user)).find((line) => line.startsWith("role "));
  if (there !== expected) throw new Violation(`"${there}" instead of "${expected}"`);
  const sql = "SELECT left(rolpassword, 14) AS verifier FROM pg_catalog.pg_authid WHERE rolname = $1";
  const [row] = await probes.asSuperuser((session) => session.query(sql, [lease.user]));
  if (row?.verifier !== "SCRAM-SHA-256$") throw new Violation("its password is not kept as SCRAM");
  return there;
}
