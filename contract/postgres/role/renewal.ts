import { Session } from "../../../clients/postgres-session";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import { after, canBeSame, timed } from "../../moment";
import { expectAttributes } from "./attributes";
import { inWords, validUntil } from "./expires-without-vault";
import { expectMembership } from "./membership";
import type { RoleContext } from "./role-context";

const COMMON = {
  kind: "lease",
  harm: "issues a lease",
  needs: ["root of Vault", "superuser of PostgreSQL"],
} as const;

/** A lease is renewed until its maximum and no further, and `VALID UNTIL` goes with it. */
export function renewMovesExpiry(_: Context, context: RoleContext): Check {
  return {
    ...COMMON,
    id: "renew-moves-expiry",
    says: "renewing moves its expiry",
    about: context.about,
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

/** A renewed lease is the same login as before. */
export function renewChangesNothingElse(_: Context, context: RoleContext): Check {
  return {
    ...COMMON,
    id: "renew-changes-nothing-else",
    says: "renewing changes nothing else",
    about: context.about,
    attempt: async () => {
      const lease = await context.lease.get();
      const { server, database } = context.database;
      await Session.with(server, database.name, lease, () => Promise.resolve());
      await expectAttributes(context, lease);
      await expectMembership(context, lease);
      return "the same login, attributes and membership";
    },
  };
}
