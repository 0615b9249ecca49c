import type { AccessManifest, DatabaseDescription, DatabaseReference } from "../../constructs";
import { type Recorder, Violation } from "../check";
import type { PostgresServer } from "../deployment";
import { difference, isSameDatabase } from "../difference";
import { Session } from "../../clients/postgres-session";

const ATTRIBUTES: readonly (readonly [column: string, word: string])[] = [
  ["rolcanlogin", "LOGIN"],
  ["rolsuper", "SUPERUSER"],
  ["rolcreaterole", "CREATEROLE"],
  ["rolcreatedb", "CREATEDB"],
  ["rolreplication", "REPLICATION"],
  ["rolbypassrls", "BYPASSRLS"],
];

/** A server's roles, but for PostgreSQL's own and those of who made it, and who is a member of whom: a line each. */
export async function describeRoles(server: PostgresServer): Promise<string[]> {
  const without = [server.superuser.user, server.deployer ?? ""];
  return Session.with(server, "postgres", server.superuser, async (session) => {
    const roles = await session.query(
      `SELECT pg_authid.*, rolpassword IS NOT NULL AS password, setconfig FROM pg_catalog.pg_authid
       LEFT JOIN pg_catalog.pg_db_role_setting ON setrole = pg_authid.oid
       WHERE rolname !~ '^pg_' AND rolname <> ALL ($1)`,
      [without],
    );
    const memberships = await session.query(
      `SELECT g.rolname AS "group", r.rolname AS member, to_jsonb(m) AS options FROM pg_catalog.pg_auth_members m
       JOIN pg_catalog.pg_roles g ON g.oid = roleid JOIN pg_catalog.pg_roles r ON r.oid = member
       WHERE r.rolname !~ '^pg_' AND r.rolname <> ALL ($1)`,
      [without],
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

const membershipLine = (member: string, group: string, words: readonly string[] = []) =>
  ["member", member, "of", group, ...words].join(" ");

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

/** Before anything is leased, a server has the roles and memberships that are described, and no others. */
export async function checkRoles(
  recorder: Recorder,
  access: AccessManifest,
  server: PostgresServer,
  databases: readonly DatabaseDescription[],
): Promise<void> {
  const subject = databases.map(({ name }) => name).join(", ");
  await recorder.check(subject, "roles-as-described", async () => {
    const there = await describeRoles(server);
    const differences = difference(expectedRoles(databases, access), there);
    if (differences.length) throw new Violation(differences.join("; "));
    return there.join("; ");
  });
}
