import { isLoginRefused, type Session } from "../../../clients/postgres-session";
import type { DatabaseDescription } from "../../../constructs";
import { issuerOfLease } from "../../../constructs/postgres/statements/issuing-functions";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { Lease } from "../../leases";
import { catalogsIn } from "../catalogs";
import { loginLine, settingLines } from "../described-session";
import { nextTransaction, otherChanges, type Rows, rowsSince } from "../rows";
import type { ServerContext } from "../server-context";
import { majorVersion, SET_OPTION } from "../server-version";
import type { RoleContext } from "./role-context";

/**
 * Each step of a lease writes the rows of its own login, and no others: of every table, catalogs and all, what was written
 * since is compared with what the step is for. One role after the other, so that nobody else writes meanwhile.
 */
export function stepsChangeNothingElse({ roles }: Context, server: ServerContext): Check[] {
  return roles
    .filter(({ database }) => database.server === server.server)
    .map((role) => ({
      id: "steps-change-nothing-else",
      kind: "lease",
      says: "issuing, renewing and revoking change nothing else",
      about: role.about,
      harm: "writes",
      needs: ["root of Vault", "superuser of PostgreSQL"],
      attempt: async () => {
        const bystanders = await server.breakGlassSessions.get();
        await role.database.probes.asSuperuser((session) => tryEachStep(role, session));
        for (const [name, session] of bystanders)
          if (!(await session.isOpen())) throw new Violation(`revoking: a session of ${name} ended, too`);
        return "issuing makes its login, renewing moves its expiry, and revoking leaves every row as it was before";
      },
    }));
}

async function tryEachStep(context: RoleContext, session: Session): Promise<void> {
  const { role, leases, database } = context;
  const catalogs = await catalogsIn(session);
  const start = await nextTransaction(session);
  const before = await rowsSince(session, catalogs, start);
  const lease = await context.issue();
  const login = [loginLine(lease.user, role)];
  const issued = await rowsSince(session, catalogs, start);
  const made = {
    pg_authid: login,
    pg_auth_members: membershipsOf(context, lease),
    pg_db_role_setting: settingLines(lease.user, role),
  };
  expectNothingElse("issuing", lease, otherChanges(before, ownRows(issued, context, lease), made, true));
  const later = await nextTransaction(session);
  await leases.renew(lease, role.defaultTtl);
  const [renewed, isRefused] = await Promise.all([
    rowsSince(session, catalogs, later),
    isLoginRefused(database.server, role.database.name, lease),
  ]);
  const moved = otherChanges(issued, ownRows(renewed, context, lease), { pg_authid: login }, false);
  expectNothingElse("renewing", lease, moved);
  if (isRefused) throw new Violation("renewing: its password is another one");
  await leases.revoke(lease);
  expectNothingElse(
    "revoking",
    lease,
    otherChanges(before, await rowsSince(session, catalogs, start), {}, false),
  );
}

/** From PostgreSQL 16, who makes a role may grant it on. */
function membershipsOf({ role, database }: RoleContext, { user }: Lease): string[] {
  const own = `member ${user} of ${role.group}`;
  if (majorVersion(database.server) < SET_OPTION) return [own];
  return [
    // Who acts as its group has to be let.
    role.actsAsGroup ? own : `${own} no SET`,
    `member ${makerOf(database.database, user)} of ${user} ADMIN no INHERIT no SET`,
  ];
}

function makerOf({ issuer, issuingSchema }: DatabaseDescription, user: string): string {
  return issuingSchema === undefined ? issuer : issuerOfLease(issuer, user);
}

/** Nobody can do more by what ends something of theirs sooner. */
const LIMIT = /: \w+_timeout=[1-9]\S*$/;

/** Without what follows from other rows, without the expiry, which moves, and without what only takes something away besides what is described. */
function ownRows(
  { pg_depend: _, pg_shdepend: __, ...rows }: Rows,
  { role }: RoleContext,
  { user }: Lease,
): Rows {
  const own = `role ${user} `;
  const described = settingLines(user, role).map((line) => line.replace(/=.*/, "="));
  const isMore = (line: string) =>
    line.startsWith(`setting of ${user}`) &&
    LIMIT.test(line) &&
    !described.some((each) => line.startsWith(each));
  const others =
    role.settings?.connectionLimit === undefined
      ? / (CONNECTION LIMIT \d+|VALID UNTIL .*)/g
      : / VALID UNTIL .*/;
  return Object.fromEntries(
    Object.entries(rows).map(([catalog, { count, written }]) => {
      const kept = written.filter((line) => !isMore(line));
      const lines = kept.map((line) => (line.startsWith(own) ? line.replace(others, "") : line));
      return [catalog, { count: count - written.length + kept.length, written: lines }];
    }),
  );
}

/** Whatever somebody wrote down, it may be the password, or what Vault sends in its place. */
function expectNothingElse(step: string, { password }: Lease, changes: readonly string[]): void {
  const text = `${step}: ${changes.join("; ")}`.replaceAll(password, "<password>");
  if (changes.length) throw new Violation(text.replaceAll(/SCRAM-SHA-256\$[^\s;]*/g, "<password>"));
}
