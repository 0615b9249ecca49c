import type { AccessManifest, DatabaseDescription, DatabaseReference } from "../../constructs";
import { type Check, Violation } from "../check";
import type { Context } from "../context";
import { difference, isSameDatabase } from "../difference";
import { describeRoles, membershipLine, roleLine } from "./describe-roles";
import type { ServerContext } from "./server-context";

/** While nothing is leased, a server has the roles and memberships that are described, and no others. */
export function rolesAsDescribed({ access }: Context, server: ServerContext): Check {
  const { about, databases } = server;
  return {
    id: "roles-as-described",
    kind: "also",
    says: "roles as described",
    about,
    harm: "nothing",
    needs: ["superuser of PostgreSQL"],
    attempt: async () => {
      const there = await describeRoles(server.server);
      const expected = expectedRoles(
        databases.map(({ database }) => database),
        access,
      );
      const differences = difference(expected, there);
      if (differences.length) throw new Violation(differences.join("; "));
      return there.join("; ");
    },
  };
}

/** The same lines, as the stack describes them. */
function expectedRoles(databases: readonly DatabaseDescription[], access: AccessManifest): string[] {
  const lines = databases.flatMap((database) => {
    const { owner, account, issuer, groups } = database;
    return [
      roleLine(owner),
      roleLine(issuer, ["CREATEROLE"]),
      roleLine(account, ["LOGIN", ...passwordOf(database, access), `role=${issuer}`]),
      membershipLine(account, issuer),
      membershipLine(issuer, owner, ["ADMIN"]),
      ...groups.flatMap(({ role }) => [roleLine(role), membershipLine(issuer, role, ["ADMIN"])]),
      ...access.breakGlass
        .filter((each) => isSameDatabase(each.database, database))
        .flatMap(({ role }) => [roleLine(role), membershipLine(role, owner)]),
    ];
  });
  return [...new Set(lines)].sort();
}

/** An account has one when something connects by it. */
function passwordOf(database: DatabaseReference, { connections }: AccessManifest): string[] {
  return connections.some((connection) => isSameDatabase(connection.database, database)) ? ["PASSWORD"] : [];
}
