import type { RoleDescription } from "../../../constructs";
import { type Recorder, Violation } from "../../check";
import type { Lease, Leases } from "../../leases";
import type { Probes } from "../probes";
import { isLoginRefused, Session } from "../../../clients/postgres-session";

/** What is left of a leased role after it was revoked, in several situations; another lease of the role looks on. */
export async function checkRevocation(
  recorder: Recorder,
  leases: Leases,
  probes: Probes,
  role: RoleDescription,
): Promise<void> {
  const check = (id: string, attempt: () => Promise<string>) => recorder.check(role.name, id, attempt);
  const bystander = await leases.issue(role.path);
  const session = await Session.open(probes.server, role.database.name, bystander).catch(() => undefined);
  await check("revocation-ends-it", () => revokeWhileInUse(leases, probes, role));
  await check("revocation-keeps-objects", () => revokeWhileOwning(leases, probes, role));
  await check("revocation-of-a-role-that-is-gone", () => revokeWhenGone(leases, probes, role));
  await check("revocation-closes-first", () => revokeWhenUndroppable(leases, probes, role));
  await check("revocation-spares-others", () => expectSpared(probes, role, bystander, session));
  await session?.close();
}

/** Another lease of the same role goes on, with its session. */
async function expectSpared(
  probes: Probes,
  role: RoleDescription,
  bystander: Lease,
  session: Session | undefined,
): Promise<string> {
  if (await isLoginRefused(probes.server, role.database.name, bystander))
    throw new Violation("another lease is refused at login, too");
  const works = await session?.query("SELECT 1").then(
    () => true,
    () => false,
  );
  if (!works) throw new Violation("a session of another lease ended, too");
  return "another lease of the role still logs in, and its session goes on";
}

/** `VALID UNTIL` is far away, so only the revocation can have ended it. */
async function revokeWhileInUse(leases: Leases, probes: Probes, role: RoleDescription): Promise<string> {
  const lease = await leases.issue(role.path);
  const session = await Session.open(probes.server, role.database.name, lease);
  try {
    await leases.revoke(lease);
    if (
      await session.query("SELECT 1").then(
        () => true,
        () => false,
      )
    )
      throw new Violation("an open session goes on after the revocation");
    await expectGone(probes, lease);
  } finally {
    await session.close();
  }
  return "the open session ended, the login is refused, the role is gone from pg_roles";
}

async function revokeWhileOwning(leases: Leases, probes: Probes, role: RoleDescription): Promise<string> {
  const lease = await leases.issue(role.path);
  const [schema] = probes.database.schemas;
  const table = `"${schema}"."contract_left_by_${lease.user}"`;
  // As the leased role itself, which only a superuser can let a reader do.
  await probes.asSuperuser(async (session) => {
    await session.query(`CREATE TABLE ${table} (id int)`);
    await session.query(`ALTER TABLE ${table} OWNER TO "${lease.user}"`);
    // What it was granted keeps it from being dropped, too.
    const granted = `"${schema}"."contract_left_to_${lease.user}"`;
    await session.query(`CREATE TABLE ${granted} (id int)`);
    await session.query(`ALTER TABLE ${granted} OWNER TO "${probes.database.owner}"`);
    await session.query(`GRANT SELECT ON ${granted} TO "${lease.user}"`);
  });
  await leases.revoke(lease);
  await expectGone(probes, lease);
  const sql = "SELECT relowner::regrole::text AS owner FROM pg_catalog.pg_class WHERE oid = to_regclass($1)";
  const [row] = await probes.asSuperuser((session) => session.query(sql, [table]));
  if (!row) throw new Violation("a table that the role owned is gone with it");
  const owner = String(row.owner).replaceAll('"', "");
  if (owner !== probes.database.owner)
    throw new Violation(`a table that the role owned belongs to ${owner} now`);
  return `a table that it owned belongs to ${owner} now`;
}

async function revokeWhenGone(leases: Leases, probes: Probes, role: RoleDescription): Promise<string> {
  const lease = await leases.issue(role.path);
  await probes.asSuperuser((session) => session.query(`DROP ROLE "${lease.user}"`));
  await leases.revoke(lease);
  return "revoking a lease whose role somebody dropped is fine";
}

/** What it owns in another database keeps a role from being dropped: the login must be closed all the same. */
async function revokeWhenUndroppable(leases: Leases, probes: Probes, role: RoleDescription): Promise<string> {
  const lease = await leases.issue(role.path);
  const elsewhere = (sql: string) =>
    Session.with(probes.server, "postgres", probes.server.superuser, (session) => session.query(sql));
  const table = `"contract_left_by_${lease.user}"`;
  await elsewhere(`CREATE TABLE ${table} (id int)`);
  await elsewhere(`ALTER TABLE ${table} OWNER TO "${lease.user}"`);
  const refusal = await leases.revoke(lease).then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (refusal === undefined) throw new Violation("Vault says that a role that can't be dropped was revoked");
  if (!(await isLoginRefused(probes.server, role.database.name, lease))) {
    throw new Violation(
      "the role can't be dropped, and goes on logging in: the login is not closed first, in a transaction of its own",
    );
  }
  await elsewhere(`DROP TABLE ${table}`);
  await leases.revoke(lease);
  await expectGone(probes, lease);
  return "a role that can't be dropped is refused at login at once, and gone with the next revocation after mending";
}

export async function expectGone(probes: Probes, lease: Lease): Promise<void> {
  if (!(await isLoginRefused(probes.server, probes.database.name, lease))) {
    throw new Violation("the login works after the revocation");
  }
  const sql = "SELECT FROM pg_catalog.pg_roles WHERE rolname = $1";
  const rows = await probes.asSuperuser((session) => session.query(sql, [lease.user]));
  if (rows.length) throw new Violation("the role is in pg_roles after the revocation");
}
