import type { PrivilegesDescription } from "../../../../constructs";
import type { WayRound } from "../access-matrix";
import type { FilledRow } from "../rows";
import { type FindWays, namesOf } from "./way";

/** What a role is a member of, it has the privileges of, or can act as. The group of a role of Vault's is no way round. */
export const memberships: FindWays = async (surroundings) => {
  const { session, rows } = surroundings;
  const users = rows.filter(({ role }) => role.kind !== "PUBLIC").map(({ names }) => names[0]);
  const found = await session.query(
    `SELECT rolname AS role, ARRAY(SELECT name FROM unnest($1::name[]) name JOIN pg_roles own ON own.rolname = name
       WHERE name <> r.rolname AND NOT own.rolsuper AND ${surroundings.isMemberSql})::text[] AS users,
       ARRAY(SELECT rolname FROM pg_roles own WHERE rolname ~ '^pg_' AND pg_has_role(own.oid, r.oid, 'MEMBER'))::text[] AS within
     FROM pg_roles r ORDER BY 1`,
    [users],
  );
  return found.flatMap(({ role, users: whose, within }): WayRound[] => {
    const members = rows.filter(
      ({ names: [name = ""], group }) => (whose as string[]).includes(name) && group !== role,
    );
    if (!members.length || isUserOf(rows, String(role))) return [];
    return [
      {
        kind: "membership",
        object: `role ${role}`,
        roles: namesOf(members),
        leadsTo: "has its privileges, or can act as it",
        breaks: namesOf(members.filter(({ set }) => set && !isMeant(set, within as string[]))),
      },
    ];
  });
};

/** Whether a set says that it is a member of one of these roles of PostgreSQL's own. */
function isMeant({ memberOf = [] }: PrivilegesDescription, roles: readonly string[]): boolean {
  return memberOf.some((role) => roles.includes(role));
}

/** Whether a role is a user of one of Vault's, which whoever makes users is a member of. */
function isUserOf(rows: readonly FilledRow[], name: string): boolean {
  return rows.some(({ set, names }) => set && names[0] === name);
}
