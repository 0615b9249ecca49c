import { inSharedSession } from "../../clients/session-pool";
import type { PostgresServer } from "../deployment";

const ATTRIBUTES: readonly (readonly [column: string, word: string])[] = [
  ["rolcanlogin", "LOGIN"],
  ["rolsuper", "SUPERUSER"],
  ["rolcreaterole", "CREATEROLE"],
  ["rolcreatedb", "CREATEDB"],
  ["rolreplication", "REPLICATION"],
  ["rolbypassrls", "BYPASSRLS"],
];

/**
 * A server's roles, but for PostgreSQL's own and those of who made it, and who is a member of whom: a line each.
 *
 * @param only a role, where the others don't matter
 */
export async function describeRoles(server: PostgresServer, only?: string): Promise<string[]> {
  const without = [server.superuser.user, server.deployer ?? ""];
  return inSharedSession(server, "postgres", server.superuser, async (session) => {
    const roles = await session.query(
      `SELECT pg_authid.*, rolpassword IS NOT NULL AS password, setconfig FROM pg_catalog.pg_authid
       LEFT JOIN pg_catalog.pg_db_role_setting ON setrole = pg_authid.oid
       WHERE rolname !~ '^pg_' AND rolname <> ALL ($1) AND ($2::name IS NULL OR rolname = $2)`,
      [without, only],
    );
    const memberships = await session.query(
      `SELECT g.rolname AS "group", r.rolname AS member, to_jsonb(m) AS options FROM pg_catalog.pg_auth_members m
       JOIN pg_catalog.pg_roles g ON g.oid = roleid JOIN pg_catalog.pg_roles r ON r.oid = member
       WHERE r.rolname !~ '^pg_' AND r.rolname <> ALL ($1) AND ($2::name IS NULL OR r.rolname = $2)`,
      [without, only],
    );
    return [...new Set([...roles.map(describeRole), ...memberships.map(describeMembership)])].sort();
  });
}

function describeRole(row: Record<string, unknown>): string {
  const words = [
    ...ATTRIBUTES.filter(([column]) => row[column]).map(([, word]) => word),
    ...(row.rolinherit ? [] : ["NOINHERIT"]),
    ...(row.rolconnlimit === -1 ? [] : [`CONNECTION LIMIT ${row.rolconnlimit}`]),
    ...(row.password ? ["PASSWORD"] : []),
    ...((row.setconfig as string[] | null) ?? []),
  ];
  return roleLine(String(row.rolname), words);
}

function describeMembership({ group, member, options }: Record<string, unknown>): string {
  // From PostgreSQL 16 a membership need not inherit, nor let anybody SET ROLE.
  const {
    admin_option: admin,
    inherit_option: inherit,
    set_option: set,
  } = options as Record<string, boolean>;
  const words = [
    ...(admin ? ["ADMIN"] : []),
    ...(inherit === false ? ["no INHERIT"] : []),
    ...(set === false ? ["no SET"] : []),
  ];
  return membershipLine(String(member), String(group), words);
}

export const roleLine = (name: string, words: readonly string[] = []) => ["role", name, ...words].join(" ");

export const membershipLine = (member: string, group: string, words: readonly string[] = []) =>
  ["member", member, "of", group, ...words].join(" ");
