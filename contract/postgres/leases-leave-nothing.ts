import type { Check } from "../check";
import { Violation } from "../check";
import type { Context } from "../context";
import { difference } from "../difference";
import { accessIn } from "./access-in-database";
import type { DatabaseContext } from "./database-context";
import { describeRoles } from "./describe-roles";
import type { ServerContext } from "./server-context";

const COMMON = {
  id: "leases-leave-nothing",
  kind: "also",
  says: "leases leave nothing",
  harm: "writes",
  needs: ["root of Vault", "superuser of PostgreSQL"],
} as const;

/** With every lease revoked, a server's roles and memberships are as they were before the first. */
export function leasesLeaveNoRole({ revoked }: Context, server: ServerContext): Check {
  return {
    ...COMMON,
    about: server.about,
    attempt: async () => {
      await revoked.get();
      expectSame(await server.rolesBefore.get(), await describeRoles(server.server));
      return "with every lease revoked, roles and memberships are as they were";
    },
  };
}

/** And so are owners and access lists in each database. */
export function leasesLeaveNothing(
  { revoked }: Context,
  { about, probes, accessBefore }: DatabaseContext,
): Check {
  return {
    ...COMMON,
    about,
    attempt: async () => {
      await revoked.get();
      expectSame(await accessBefore.get(), await accessIn(probes));
      return "with every lease revoked, owners and access lists are as they were";
    },
  };
}

function expectSame(before: readonly string[], now: readonly string[]): void {
  const changes = difference(before, now);
  if (changes.length) throw new Violation(changes.join("; "));
}
