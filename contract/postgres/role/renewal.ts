import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { after, canBeSame, timed } from "../../moment";
import { inWords, validUntil } from "./expires-without-vault";
import type { RoleContext } from "./role-context";

/** A lease is renewed until its maximum and no further, and `VALID UNTIL` goes with it. */
export function renewMovesExpiry(_: Context, context: RoleContext): Check {
  return {
    id: "renew-moves-expiry",
    kind: "lease",
    says: "renewing moves its expiry",
    about: context.about,
    harm: "issues a lease",
    needs: ["root of Vault", "superuser of PostgreSQL"],
    attempt: async () => {
      const { leases, role } = context;
      const lease = await context.lease.get();
      const [ttl, renewed] = await timed(() => leases.renew(lease, role.maxTtl + 3600));
      const end = after(renewed, ttl);
      if (!canBeSame(end, after(lease.issued, role.maxTtl)))
        throw new Violation(`renewed for ${ttl} s; the most is ${role.maxTtl} s`);
      const until = await validUntil(context, lease);
      if (!canBeSame(until, end))
        throw new Violation(`renewed for ${ttl} s, but VALID UNTIL is ${inWords(until, renewed)}`);
      return `renewed to the maximum of ${role.maxTtl} s, and VALID UNTIL with it`;
    },
  };
}
