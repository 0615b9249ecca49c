import { isLoginRefused, type Session } from "../../../clients/postgres-session";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { Lease } from "../../leases";
import { catalogsIn } from "../catalogs";
import { nextTransaction, otherChanges, type Rows, rowsSince } from "../rows";
import type { ServerContext } from "../server-context";
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
  const login = [`role ${lease.user} LOGIN PASSWORD`];
  const [issued, memberships] = await Promise.all([
    rowsSince(session, catalogs, start),
    membershipsOf(context, lease, session),
  ]);
  const made = {
    pg_authid: login,
    pg_auth_members: memberships,
    pg_db_role_setting: settingsOf(context, lease),
  };
  expectNothingElse("issuing", lease, otherChanges(before, ownRows(issued, lease), made, true));
  const later = await nextTransaction(session);
  await leases.renew(lease, role.defaultTtl);
  const [renewed, isRefused] = await Promise.all([
    rowsSince(session, catalogs, later),
    isLoginRefused(database.server, role.database.name, lease),
  ]);
  const moved = otherChanges(issued, ownRows(renewed, lease), { pg_authid: login }, false);
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
async function membershipsOf(
  { role, database }: RoleContext,
  { user }: Lease,
  session: Session,
): Promise<string[]> {
  const [row] = await session.query("SELECT current_setting('server_version_num')::int AS version");
  const own = `member ${user} of ${role.group}`;
  const isMaker = (row?.version as number) >= 160_000;
  return isMaker ? [own, `member ${database.database.issuer} of ${user} ADMIN no INHERIT no SET`] : [own];
}

function settingsOf(context: RoleContext, lease: Lease): string[] {
  const actsAs = context.actsAs(lease);
  return actsAs === lease.user ? [] : [`setting of ${lease.user}: role=${actsAs}`];
}

/** Nobody can do more by what ends something of theirs sooner. */
const LIMIT = /: \w+_timeout=[1-9]\S*$/;

/** Without what follows from other rows, without the expiry, which moves, and without what only takes something away. */
function ownRows({ pg_depend: _, pg_shdepend: __, ...rows }: Rows, { user }: Lease): Rows {
  const own = `role ${user} `;
  return Object.fromEntries(
    Object.entries(rows).map(([catalog, { count, written }]) => {
      const others = written.filter((line) => !(line.startsWith(`setting of ${user}`) && LIMIT.test(line)));
      const lines = others.map((line) =>
        line.startsWith(own) ? line.replace(/ (CONNECTION LIMIT \d+|VALID UNTIL .*)/g, "") : line,
      );
      return [catalog, { count: count - written.length + others.length, written: lines }];
    }),
  );
}

/** Whatever somebody wrote down, it may be the password, or what Vault sends in its place. */
function expectNothingElse(step: string, { password }: Lease, changes: readonly string[]): void {
  const text = `${step}: ${changes.join("; ")}`.replaceAll(password, "<password>");
  if (changes.length) throw new Violation(text.replaceAll(/SCRAM-SHA-256\$[^\s;]*/g, "<password>"));
}
