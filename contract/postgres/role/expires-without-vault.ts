import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { Lease } from "../../leases";
import { after, canBeSame, type Moment } from "../../moment";
import type { RoleContext } from "./role-context";

/** A leased role's `VALID UNTIL` is the end of its lease: the login ends also when Vault can't reach the database. */
export function expiresWithoutVault(_: Context, context: RoleContext): Check {
  return {
    id: "expires-without-vault",
    kind: "lease",
    says: "expires without Vault",
    about: context.about,
    harm: "issues a lease",
    needs: ["root of Vault", "superuser of PostgreSQL"],
    attempt: async () => {
      const lease = await context.lease.get();
      const { issued, ttl } = lease;
      const until = await validUntil(context, lease);
      if (!canBeSame(until, after(issued, ttl)))
        throw new Violation(`VALID UNTIL is ${inWords(until, issued)}; the lease ends in ${ttl} s`);
      return "VALID UNTIL is with the lease's end";
    },
  };
}

/** When a leased role's login ends by itself. */
export async function validUntil({ database }: RoleContext, { user }: Lease): Promise<Moment> {
  const sql =
    "SELECT extract(epoch FROM rolvaliduntil)::float AS until FROM pg_catalog.pg_roles WHERE rolname = $1";
  const [row] = await database.probes.asSuperuser((session) => session.query(sql, [user]));
  if (!row) throw new Violation(`${user} is not in pg_roles`);
  const until = row.until === null ? Infinity : 1000 * (row.until as number);
  return { earliest: until, latest: until };
}

/** An instant as seen from another, as if that had been just now. */
export function inWords({ earliest }: Moment, from: Moment): string {
  return Number.isFinite(earliest) ? `in ${Math.round((earliest - from.latest) / 1000)} s` : "never";
}
