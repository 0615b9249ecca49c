import type { RoleDescription } from "../../../constructs";
import { type Recorder, Violation } from "../../check";
import type { Lease, Leases } from "../../leases";
import type { Probes } from "../probes";
import { describeRoles, roleLine } from "../server-roles";
import { Session } from "../../../clients/postgres-session";

/** Vault and PostgreSQL may see the time of a lease this many seconds apart. */
const LEEWAY = 30;

/** Issues a credential of a role, and looks at what Vault and PostgreSQL made of it. */
export async function checkIssuing(
  recorder: Recorder,
  leases: Leases,
  role: RoleDescription,
): Promise<Lease | undefined> {
  let lease: Lease | undefined;
  await recorder.check(role.name, "lease-issued", async () => {
    lease = await leases.issue(role.path);
    if (lease.ttl !== role.defaultTtl)
      throw new Violation(`the lease lives ${lease.ttl} s instead of ${role.defaultTtl} s`);
    return `${lease.user} for ${lease.ttl} s`;
  });
  return lease;
}

/** The login, the leased role's attributes and memberships, and what renewing does. */
export async function checkLease(
  recorder: Recorder,
  leases: Leases,
  probes: Probes,
  role: RoleDescription,
  lease: Lease,
): Promise<void> {
  const { server, database } = probes;
  const check = (id: string, attempt: () => Promise<string>) => recorder.check(role.name, id, attempt);
  await check("login", () =>
    Session.with(server, database.name, { user: lease.user, password: lease.password }, async (session) => {
      const [row] = await session.query("SELECT session_user AS login, current_user AS acts_as");
      const expected = role.group === database.owner ? database.owner : lease.user;
      if (row?.acts_as !== expected) throw new Violation(`acts as ${row?.acts_as} instead of ${expected}`);
      return expected === lease.user ? "logs in" : `logs in and acts as ${expected}`;
    }),
  );
  await check("expires-without-vault", async () => {
    const left = await secondsLeft(probes, lease);
    if (Math.abs(left - lease.ttl) > LEEWAY)
      throw new Violation(`VALID UNTIL is ${expiry(left)}; the lease ends in ${lease.ttl} s`);
    return `VALID UNTIL is with the lease's end`;
  });
  const { passwordLength } = role;
  if (passwordLength) {
    await check("password-follows-policy", async () => {
      const { length } = lease.password;
      if (length !== passwordLength)
        throw new Violation(`its password has ${length} characters instead of ${passwordLength}`);
      if (new Set(lease.password).size === 1) throw new Violation("its password is one character, repeated");
      return `its password has ${length} characters`;
    });
  }
  await check("no-attributes", () => checkAttributes(probes, role, lease));
  await check("member-of-group-only", () => checkMemberships(probes, role, lease));
  await check("renew-moves-expiry", async () => {
    const ttl = await leases.renew(lease, role.maxTtl + 3600);
    if (Math.abs(ttl - role.maxTtl) > LEEWAY)
      throw new Violation(`renewed for ${ttl} s; the most is ${role.maxTtl} s`);
    const left = await secondsLeft(probes, lease);
    if (Math.abs(left - ttl) > LEEWAY)
      throw new Violation(`renewed for ${ttl} s, but VALID UNTIL is ${expiry(left)}`);
    return `renewed to the maximum of ${role.maxTtl} s, and VALID UNTIL with it`;
  });
  await check("renew-changes-nothing-else", async () => {
    await Session.with(server, database.name, lease, () => Promise.resolve());
    await checkAttributes(probes, role, lease);
    await checkMemberships(probes, role, lease);
    return "the same login, attributes and membership";
  });
}

async function secondsLeft(probes: Probes, lease: Lease): Promise<number> {
  const sql =
    "SELECT extract(epoch FROM rolvaliduntil - now())::float AS left FROM pg_catalog.pg_roles WHERE rolname = $1";
  const [row] = await probes.asSuperuser((session) => session.query(sql, [lease.user]));
  if (!row) throw new Violation(`${lease.user} is not in pg_roles`);
  return row.left === null ? Infinity : (row.left as number);
}

function expiry(secondsLeft: number): string {
  return Number.isFinite(secondsLeft) ? `in ${Math.round(secondsLeft)} s` : "never";
}

/** It can log in with a password that the server keeps as SCRAM, and has nothing else to its name. */
async function checkAttributes(probes: Probes, role: RoleDescription, lease: Lease): Promise<string> {
  const actsAs = role.group === probes.database.owner ? [`role=${role.group}`] : [];
  const expected = roleLine(lease.user, ["LOGIN", "PASSWORD", ...actsAs]);
  const there = (await describeRoles(probes.server)).find((line) => line.startsWith(`role ${lease.user} `));
  if (there !== expected) throw new Violation(`"${there}" instead of "${expected}"`);
  const sql = "SELECT left(rolpassword, 14) AS verifier FROM pg_catalog.pg_authid WHERE rolname = $1";
  const [row] = await probes.asSuperuser((session) => session.query(sql, [lease.user]));
  if (row?.verifier !== "SCRAM-SHA-256$") throw new Violation("its password is not kept as SCRAM");
  return there;
}

/** A leased role is a member of its group and granted nothing itself: what it may do is in one place. */
async function checkMemberships(probes: Probes, role: RoleDescription, lease: Lease): Promise<string> {
  return probes.asSuperuser(async (session) => {
    const start = `member ${lease.user} of `;
    const memberships = (await describeRoles(probes.server)).filter((line) => line.startsWith(start));
    const groups = memberships.map((line) => line.slice(start.length));
    if (groups.join() !== role.group)
      throw new Violation(`member of ${groups.join(", ") || "nothing"} instead of ${role.group}`);
    const grants = await session.query(
      "SELECT classid::regclass::text AS kind FROM pg_catalog.pg_shdepend WHERE refobjid = $1::regrole AND deptype = 'a'",
      [`"${lease.user}"`],
    );
    const own = grants.filter((row) => row.kind !== "pg_auth_members");
    if (own.length) throw new Violation(`granted privileges itself, on ${own.length} objects`);
    return `member of ${role.group}, granted nothing itself`;
  });
}
