import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { RoleContext } from "./role-context";

/** A Vault role issues a lease, which lives as long as it should. */
export function leaseIssued(_: Context, { about, role, lease }: RoleContext): Check {
  return {
    id: "lease-issued",
    kind: "lease",
    says: "issued",
    about,
    harm: "issues a lease",
    needs: ["root of Vault", "superuser of PostgreSQL"],
    attempt: async () => {
      const { ttl, user } = await lease.get();
      if (ttl !== role.defaultTtl)
        throw new Violation(`the lease lives ${ttl} s instead of ${role.defaultTtl} s`);
      return `${user} for ${ttl} s`;
    },
  };
}
