import { quotedName } from "../../../constructs/postgres/statements/quoted";
import { heirOf, ownersOf } from "../owners";
import { inSharedSession } from "../../../clients/session-pool";
import { isLoginRefused } from "../../../clients/postgres-session";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { Lease } from "../../leases";
import { LEFT, type Probes, WATCH } from "../probes";
import type { RoleContext } from "./role-context";

type Revoke = (context: RoleContext) => Promise<string>;

/** What is left of a leased role after its lease was revoked, in several situations; another lease of the role looks on. */
const REVOCATIONS: readonly (readonly [id: string, says: string, attempt: Revoke])[] = [
  ["revocation-ends-it", "ends sessions and login", revokeWhileInUse],
  ["revocation-keeps-objects", "keeps objects", revokeWhileOwning],
  ["revocation-of-a-role-that-is-gone", "works when the role is gone already", revokeWhenGone],
  ["revocation-closes-first", "closes the login first", revokeWhenUndroppable],
  ["revocation-waits-for-no-lock", "waits for nobody's lock without end", expectEndOfWaiting],
  ["revocation-spares-others", "spares others", expectSpared],
];

export function revocationChecks(_: Context, context: RoleContext): Check[] {
  return REVOCATIONS.map(([id, says, attempt]) => ({
    id,
    kind: "revocation",
    says,
    about: context.about,
    harm: "writes",
    needs: ["root of Vault", "superuser of PostgreSQL"],
    attempt: async () => {
      await context.bystander.get();
      return attempt(context);
    },
  }));
}

/** Another lease of the same role goes on, with its session. */
async function expectSpared({ database, role, bystander }: RoleContext): Promise<string> {
  const { lease, session } = await bystander.get();
  if (await isLoginRefused(database.server, role.database.name, lease))
    throw new Violation("another lease is refused at login, too");
  if (!(await session.isOpen())) throw new Violation("a session of another lease ended, too");
  return "another lease of the role still logs in, and its session goes on";
}

/** A lock on what a login owns is enough to keep it: who waits for it without end holds up every other revocation, too. */
async function expectEndOfWaiting(context: RoleContext): Promise<string> {
  const { leases, database } = context;
  await database.watch.get();
  const lease = await context.issue();
  await leases.revoke(lease);
  const sql = `SELECT limits FROM ${WATCH}.revocation WHERE pg_catalog.strpos(statement, $1) > 0`;
  const [row] = await database.probes.asSuperuser((session) => session.query(sql, [lease.user]));
  const limits = (row?.limits ?? []) as string[];
  if (limits.length && limits.every((limit) => limit === "0"))
    throw new Violation(
      "it would wait for somebody's lock without end: neither lock_timeout nor statement_timeout is set",
    );
  return `it gives up on somebody's lock (lock_timeout, statement_timeout: ${limits.join(", ")})`;
}

/** `VALID UNTIL` is far away, so only the revocation can have ended it. */
async function revokeWhileInUse(context: RoleContext): Promise<string> {
  const lease = await context.issue();
  const session = await context.open(lease);
  try {
    await context.leases.revoke(lease);
    if (await session.isOpen()) throw new Violation("an open session goes on after the revocation");
    await expectGone(context.database.probes, lease);
  } finally {
    await session.close();
  }
  return "the open session ended, the login is refused, the role is gone from pg_roles";
}

async function revokeWhileOwning(context: RoleContext): Promise<string> {
  const {
    leases,
    database: { probes },
  } = context;
  const lease = await context.issue();
  const table = await makeOwnTable(context, lease);
  const heir = heirOf(probes.database, context.role.group);
  const [schema] = probes.database.schemas;
  await probes.asSuperuser(async (session) => {
    // What it was granted keeps it from being dropped, too.
    const granted = `${quotedName(schema ?? "")}."${LEFT}_to_${lease.user}"`;
    await session.query(`CREATE TABLE ${granted} (id int)`);
    await session.query(`ALTER TABLE ${granted} OWNER TO ${quotedName(heir)}`);
    await session.query(`GRANT SELECT ON ${granted} TO ${quotedName(lease.user)}`);
  });
  // Nobody can give the table away while a session of the login itself holds a lock on it: it has to end first.
  const session = await context.open(lease);
  try {
    for (const statement of ["SET ROLE NONE", "BEGIN", `LOCK TABLE ${table}`]) await session.query(statement);
    await leases.revoke(lease);
  } finally {
    await session.close();
  }
  await expectGone(probes, lease);
  const sql =
    "SELECT pg_catalog.pg_get_userbyid(relowner) AS owner FROM pg_catalog.pg_class WHERE oid = to_regclass($1)";
  const [row] = await probes.asSuperuser((session) => session.query(sql, [table]));
  if (!row) throw new Violation("a table that the role owned is gone with it");
  const owner = String(row.owner);
  if (owner !== heir) throw new Violation(`a table that the role owned belongs to ${owner} now`);
  return `a table that it owned belongs to ${owner} now`;
}

/** As the leased role itself, which only a superuser can let a reader do. @returns the table's name */
export async function makeOwnTable(
  { database: { probes }, role, privileges }: RoleContext,
  { user }: Lease,
): Promise<string> {
  const named = privileges.schemas.map((set) => set.schema).filter((each) => each !== "*");
  const own = ownersOf(probes.database).find((owner) => owner.role === role.group)?.own ?? [];
  const [schema] = [...named, ...own, ...probes.database.schemas];
  const table = `${quotedName(schema ?? "")}."${LEFT}_by_${user}"`;
  await probes.asSuperuser(async (session) => {
    await session.query(`CREATE TABLE ${table} (id int)`);
    await session.query(`ALTER TABLE ${table} OWNER TO ${quotedName(user)}`);
  });
  return table;
}

async function revokeWhenGone(context: RoleContext): Promise<string> {
  const {
    leases,
    database: { probes },
  } = context;
  const lease = await context.issue();
  await probes.asSuperuser((session) => session.query(`DROP ROLE ${quotedName(lease.user)}`));
  await leases.revoke(lease);
  return "revoking a lease whose role somebody dropped is fine";
}

/** What it owns in another database keeps a role from being dropped: the login must be closed all the same. */
async function revokeWhenUndroppable(context: RoleContext): Promise<string> {
  const {
    leases,
    database: { probes },
  } = context;
  const lease = await context.issue();
  const other = probes.database.name === "postgres" ? "template1" : "postgres";
  const elsewhere = (sql: string) =>
    inSharedSession(probes.server, other, probes.server.superuser, (session) => session.query(sql));
  const table = `"${LEFT}_by_${lease.user}"`;
  await elsewhere(`CREATE TABLE ${table} (id int); ALTER TABLE ${table} OWNER TO ${quotedName(lease.user)}`);
  const refusal = await leases.revoke(lease).then(
    () => undefined,
    (error: Error) => error.message,
  );
  if (refusal === undefined) throw new Violation("Vault says that a role that can't be dropped was revoked");
  if (!(await isLoginRefused(probes.server, probes.database.name, lease))) {
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
