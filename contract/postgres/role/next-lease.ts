import { quotedName } from "../../../constructs/postgres/statements/quoted";
import { isRefused, Session } from "../../../clients/postgres-session";
import { type Check, Violation } from "../../check";
import type { Context } from "../../context";
import type { Lease } from "../../leases";
import type { RoleContext } from "./role-context";

/**
 * What belongs to whom it was made by, and not to a table's owner: where each lease acts as itself, it is lost to the next
 * one. Large objects, rows under a policy by `current_user`, and user mappings of foreign servers.
 */
export function nextLeaseReads(_: Context, context: RoleContext): Check[] {
  if (!context.role.actsAsGroup) return [];
  return [
    {
      id: "next-lease-reads",
      kind: "lease",
      says: "the next one reads what it wrote",
      about: context.about,
      harm: "writes",
      needs: ["root of Vault", "superuser of PostgreSQL"],
      attempt: async () => {
        const lost = await writeAndRead(context);
        if (lost.length) throw new Violation(`lost to the next lease: ${lost.join(", ")}`);
        return "a large object, a row under row security and a user mapping outlive the lease that made them";
      },
    },
  ];
}

/** @returns what the next lease doesn't find */
async function writeAndRead(context: RoleContext): Promise<string[]> {
  const { leases, role } = context;
  const { probes, server } = context.database;
  const inSession = <Result>(lease: Lease, action: (session: Session) => Promise<Result>) =>
    Session.with(server, role.database.name, lease, action);
  const lease = await context.issue();
  // Roles are tried at once.
  const place = quotedName(lease.user);
  await probes.asSuperuser((session) => session.query(makePlace(place, role.group)));
  let object: unknown;
  try {
    object = await inSession(lease, (session) => write(session, place));
    await leases.revoke(lease);
    return await inSession(await context.issue(), (session) => missing(session, place, lease.user, object));
  } finally {
    await probes.asSuperuser((session) => session.query(dropPlace(place, object)));
  }
}

function makePlace(place: string, group: string): string {
  return [
    `CREATE SCHEMA ${place}`,
    `CREATE TABLE ${place}.kept (owner name DEFAULT current_user)`,
    `ALTER TABLE ${place}.kept ENABLE ROW LEVEL SECURITY`,
    `CREATE POLICY own ON ${place}.kept USING (owner = current_user)`,
    `CREATE FOREIGN DATA WRAPPER ${place}`,
    `CREATE SERVER ${place} FOREIGN DATA WRAPPER ${place}`,
    `GRANT USAGE ON SCHEMA ${place} TO ${quotedName(group)}`,
    `GRANT SELECT, INSERT ON ${place}.kept TO ${quotedName(group)}`,
    `GRANT USAGE ON FOREIGN SERVER ${place} TO ${quotedName(group)}`,
  ].join("; ");
}

function dropPlace(place: string, object: unknown): string {
  return [
    `DROP SCHEMA ${place} CASCADE`,
    `DROP FOREIGN DATA WRAPPER ${place} CASCADE`,
    ...(object === undefined ? [] : [`SELECT pg_catalog.lo_unlink(${Number(object)})`]),
  ].join("; ");
}

/** @returns the large object */
async function write(session: Session, place: string): Promise<unknown> {
  const [row] = await session.query("SELECT pg_catalog.lo_from_bytea(0, 'kept') AS object");
  await session.query(`INSERT INTO ${place}.kept DEFAULT VALUES`);
  await session.query(`CREATE USER MAPPING FOR CURRENT_USER SERVER ${place} OPTIONS (user 'kept')`);
  return row?.object;
}

async function missing(session: Session, place: string, server: string, object: unknown): Promise<string[]> {
  const isRead = await session.query("SELECT pg_catalog.lo_get($1)", [object]).then(
    () => true,
    (error: unknown) => {
      if (isRefused(error)) return false;
      throw error;
    },
  );
  const rows = await session.query(`SELECT FROM ${place}.kept`);
  // Options are shown to whom a mapping is for.
  const mappings = await session.query(
    "SELECT FROM pg_catalog.pg_user_mappings WHERE srvname = $1 AND umoptions IS NOT NULL",
    [server],
  );
  return [
    ...(isRead ? [] : ["a large object"]),
    ...(rows.length ? [] : ["a row under a policy by current_user"]),
    ...(mappings.length ? [] : ["a user mapping"]),
  ];
}
